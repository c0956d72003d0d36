import { done, failed, type Outcome } from '../core/outcome.ts'
import type { Caller } from './request.ts'

export type Headers = Record<string, string | string[]>

/** The impersonation headers of a caller; one line per group, because a joined line would be one strange group. */
export function callerHeaders(caller: Caller): Outcome<Headers, string> {
  if (caller === null) return done({})
  const { identity, requestId } = caller
  const bad = [identity.user, ...identity.groups, requestId].find((name) => !isSendable(name))
  if (bad !== undefined) {
    return failed(
      `${JSON.stringify(bad)} cannot be sent as a user, group or request id, so nothing was sent.`,
    )
  }
  return done({
    'impersonate-user': wireText(identity.user),
    ...(identity.groups.length > 0 && { 'impersonate-group': identity.groups.map(wireText) }),
    'impersonate-extra-roundsman.dev%2frequest': wireText(requestId),
  })
}

/** Blanks at the ends are trimmed on the way, which would make another person of it. */
function isSendable(name: string): boolean {
  return name !== '' && name === name.trim() && !/\p{Cc}/u.test(name) && name.isWellFormed()
}

/** Header bytes are written one per character: UTF-8 has to be spelled out for letters beyond ASCII to arrive. */
function wireText(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1')
}
