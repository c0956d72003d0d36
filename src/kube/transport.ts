import type { Answer } from '../bot/cluster.ts'
import { redact } from '../core/redact.ts'
import type { Clock, Meter } from '../bot/ports.ts'
import { done, failed } from '../core/outcome.ts'
import { leavesInDoubt } from './doubt.ts'
import { failureOf, refusalOf } from './failures.ts'
import { callerHeaders } from './headers.ts'
import type { LastGood } from './last-good.ts'
import type { Policy, Ran } from './policy.ts'
import { target, type Caller, type KubeRequest } from './request.ts'
import type { Sent } from './sent.ts'
import type { Wire } from './wire.ts'

/** One call, whatever it takes: the body of a success, or why there is none. */
export type Call = (request: KubeRequest, caller: Caller, signal?: AbortSignal) => Promise<Answer<string>>

export interface TransportParts {
  readonly name: string
  readonly wire: Wire
  readonly policy: Policy
  readonly lastGood: LastGood
  readonly clock: Clock
  readonly meter: Meter
  /** Told after each call whether the cluster answered at all. */
  onEnd(answered: boolean): void
}

/** Puts the pieces of one cluster's line together: headers, policy, wire, meaning, memory, figures. */
export function createTransport(parts: TransportParts): Call {
  // Whoever meets a resting cluster was not there when it failed: they are told what it failed of.
  let lastTrouble: string | null = null
  const call: Call = async (request, caller, signal = neverAborted) => {
    const headers = callerHeaders(caller)
    if (!headers.ok) return failed({ kind: 'refused', status: 400, message: headers.failure })

    // A later attempt that is turned away must not hide that an earlier one may have arrived.
    let doubtful = false
    let underWay = false
    const ran = await parts.policy.run(
      async (limited) => {
        underWay = true
        const sent = await parts.wire.send(request, headers.value, limited)
        underWay = false
        lastTrouble = troubleIn(sent) ?? lastTrouble
        if (leavesInDoubt(sent)) doubtful = true
        return sent
      },
      request.repeat,
      signal,
    )
    return meant(ran, request, caller, doubtful || underWay)
  }

  return async (request, caller, signal) => {
    const started = parts.clock.now()
    const answer = await call(request, caller, signal)
    const outcome = answer.ok ? 'ok' : answer.failure.kind
    parts.meter.clusterCall(parts.name, request.verb, outcome, parts.clock.now() - started)
    return answer
  }

  function meant(ran: Ran, request: KubeRequest, caller: Caller, inDoubt: boolean): Answer<string> {
    const key = request.keep === true ? keyOf(request, caller) : null
    if (ran.kind === 'resting' && key !== null) {
      const old = parts.lastGood.get(key)
      if (old !== undefined) return { ...done(old.body), ageMs: old.ageMs }
    }
    const call = { repeat: request.repeat, inDoubt }
    if (ran.kind !== 'answered') {
      if (ran.kind !== 'abandoned' && ran.kind !== 'busy') parts.onEnd(ran.kind === 'tooLarge')
      const failure = failureOf(ran, call)
      return failed(
        failure.kind === 'resting' && lastTrouble !== null ? { ...failure, message: lastTrouble } : failure,
      )
    }
    parts.onEnd(true)
    if (ran.status < 200 || ran.status > 299) return failed(refusalOf(ran, call, caller))
    if (key !== null) parts.lastGood.put(key, ran.body)
    return done(ran.body)
  }
}

const neverAborted = new AbortController().signal

/** What one person was shown is never shown to another: the identity is part of the question. */
function keyOf(request: KubeRequest, caller: Caller): string {
  const who = caller === null ? null : [caller.identity.user, caller.identity.groups.toSorted()]
  return JSON.stringify([who, request.method, target(request), request.accept])
}

function troubleIn(sent: Sent): string | undefined {
  if (sent.kind !== 'answered') return 'message' in sent ? redact(sent.message).slice(0, 300) : undefined
  return sent.status >= 500 ? `it answered ${sent.status}` : undefined
}
