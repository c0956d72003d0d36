import type { Answer, ClusterFailure } from '../bot/cluster.ts'
import type { Clock } from '../bot/ports.ts'
import type { ApiKind } from '../core/kube.ts'

const freshMs = 10 * 60_000
const soonestMs = 30_000

export type Kinds = (anew?: boolean) => Promise<Answer<readonly ApiKind[]>>

/** Discovery remembered: what is old is renewed behind the caller's back, what was good survives an outage. */
export function rememberKinds(
  discover: () => Promise<Answer<readonly ApiKind[]>>,
  parts: { readonly clock: Clock; onFailure(failure: ClusterFailure): void },
): Kinds {
  let held: { readonly kinds: readonly ApiKind[]; readonly at: number } | null = null
  let away = false
  let triedAt = -Infinity
  let asking: Promise<Answer<readonly ApiKind[]>> | null = null

  const ask = async () => {
    try {
      triedAt = parts.clock.now()
      const answer = await discover()
      away = !answer.ok
      if (answer.ok) held = { kinds: answer.value, at: parts.clock.now() }
      else parts.onFailure(answer.failure)
      return answer
    } finally {
      asking = null
    }
  }
  const remembered = (): Answer<readonly ApiKind[]> | null => {
    if (held === null) return null
    const ageMs = parts.clock.now() - held.at
    return { ok: true, value: held.kinds, ...(away && { ageMs }) }
  }

  return async (anew = false) => {
    const ageMs = held === null ? Infinity : parts.clock.now() - held.at
    const mayTry = parts.clock.now() - triedAt >= soonestMs
    if (held === null || (anew && mayTry) || (asking !== null && anew)) {
      const answer = await (asking ??= ask())
      return answer.ok ? answer : (remembered() ?? answer)
    }
    if (ageMs > freshMs && mayTry) {
      asking ??= ask()
      asking.catch((error: unknown) => parts.onFailure({ kind: 'unreachable', message: String(error) }))
    }
    return remembered() ?? ask()
  }
}
