import { readFile } from 'node:fs/promises'
import type { Clock } from '../bot/ports.ts'

/** What the bot proves itself with; a certificate may come with it from an exec plugin. */
export interface Credential {
  readonly authorization: string | null
  readonly cert: string | Buffer | null
  readonly key: string | Buffer | null
}

export interface Credentials {
  current(): Promise<Credential>
  /** The server did not accept it: ask its source again. False when that can change nothing. */
  drop(): boolean
}

/** A credential that never changes. */
export function fixed(credential: Credential): Credentials {
  return { current: async () => credential, drop: () => false }
}

/** A credential that is asked for again when it is older than a minute or was not accepted; one question at a time. */
export function renewed(load: () => Promise<Credential>, clock: Clock): Credentials {
  let held: { readonly credential: Credential; readonly at: number } | null = null
  let asking: Promise<Credential> | null = null
  const ask = async () => {
    try {
      const credential = await load()
      held = { credential, at: clock.now() }
      return credential
    } catch (error) {
      // A file that is being replaced may be gone for a moment; the server tells when the old one no longer will do.
      if (held !== null) return held.credential
      throw error
    } finally {
      asking = null
    }
  }
  return {
    current: async () =>
      held !== null && clock.now() - held.at < 60_000 ? held.credential : (asking ??= ask()),
    drop: () => {
      held = null
      return true
    },
  }
}

/** A token in a file that rotates, as a projected ServiceAccount token does. */
export function tokenFile(
  file: string,
  certificate: Pick<Credential, 'cert' | 'key'>,
  clock: Clock,
): Credentials {
  return renewed(async () => {
    const token = (await readFile(file, 'utf8')).trim()
    if (token === '') throw new Error(`The token file ${file} is empty.`)
    return { authorization: `Bearer ${token}`, ...certificate }
  }, clock)
}
