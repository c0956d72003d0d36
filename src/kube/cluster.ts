import { z } from 'zod'
import type { Answer, Cluster } from '../bot/cluster.ts'
import type { Clock, Log, Meter } from '../bot/ports.ts'
import type { ClusterConfig } from '../config/clusters.ts'
import { done, failed } from '../core/outcome.ts'
import type { Access } from './access.ts'
import { AnyObject, readAs } from './answers.ts'
import { discover } from './discovery.ts'
import { failureOf, refusalOf } from './failures.ts'
import { rememberKinds } from './kinds.ts'
import { createLastGood } from './last-good.ts'
import { createPolicy, usualSettings, type PolicySettings } from './policy.ts'
import type { Ask } from './reads.ts'
import type { KubeRequest } from './request.ts'
import { createSession } from './session.ts'
import { createTransport } from './transport.ts'
import { usualWatch, watchWith, type WatchSettings } from './watch.ts'
import { openWire } from './wire.ts'

export interface ClusterParts {
  readonly log: Log
  readonly meter: Meter
  readonly clock?: Clock
  readonly random?: () => number
  readonly policy?: Partial<PolicySettings>
  readonly watch?: WatchSettings
}

const Version = z.looseObject({ gitVersion: z.string() })

/** One cluster behind its port: one line, one breaker, one memory, whoever asks. */
export function createCluster(
  config: Pick<ClusterConfig, 'name' | 'timeouts'>,
  access: Access,
  parts: ClusterParts,
): Cluster {
  const { log, meter, clock = { now: Date.now }, random = Math.random } = parts
  const { name, timeouts } = config
  let answered: boolean | null = null
  let uid: string | null = null

  const wire = openWire(access, timeouts, clock)
  const policy = createPolicy(
    { ...usualSettings, callMs: timeouts.callMs, ...parts.policy },
    {
      clock,
      random,
      onRest: (rests) =>
        rests
          ? log.warn({ cluster: name }, 'cluster failed repeatedly; left alone for a while')
          : log.info({ cluster: name }, 'cluster answers again'),
    },
  )
  const call = createTransport({
    name,
    wire,
    policy,
    lastGood: createLastGood(clock.now),
    clock,
    meter,
    onEnd: (did) => {
      answered = did
    },
  })
  const asBot: Ask = (request) => call(request, null)
  const kinds = rememberKinds(() => discover(asBot), {
    clock,
    onFailure: ({ kind, message }) => log.warn({ cluster: name, kind, reason: message }, 'discovery failed'),
  })

  return {
    name,
    kinds,
    id: async (anew = false) => {
      if (uid !== null && !anew) return done(uid)
      const path = '/api/v1/namespaces/kube-system'
      const answer = readAs(await asBot({ verb: 'get', method: 'GET', path, repeat: 'read' }), AnyObject)
      if (!answer.ok) return answer
      uid = answer.value.metadata.uid
      return done(uid)
    },
    as: (identity, requestId, signal) => {
      const caller = { identity, requestId }
      const watch = watchWith({ wire, policy, settings: parts.watch ?? usualWatch }, caller, signal)
      return createSession((request) => call(request, caller, signal), watch)
    },
    state: () => {
      if (policy.resting() !== null) return 'resting'
      return answered === true ? 'ok' : 'unknown'
    },
    ping: async () => {
      const ready = await direct({ verb: 'get', method: 'GET', path: '/readyz', repeat: 'read' })
      // Some keep /readyz to themselves; the version is told to everybody.
      const mayNotAsk = !ready.ok && (ready.failure.kind === 'forbidden' || ready.failure.kind === 'notFound')
      if (!ready.ok && !mayNotAsk) return ready
      const answer = await direct({ verb: 'get', method: 'GET', path: '/version', repeat: 'read' })
      const version = readAs(answer, Version)
      return version.ok ? done(version.value.gitVersion) : ready.ok ? ready : version
    },
    close: wire.close,
  }

  /** Past the breaker and the retries: the question is how it is now. */
  async function direct(request: KubeRequest): Promise<Answer<string>> {
    const sent = await wire.send(request, {}, AbortSignal.timeout(timeouts.callMs))
    answered = sent.kind === 'answered'
    if (sent.kind !== 'answered') return failed(failureOf(sent, { repeat: 'read', inDoubt: false }))
    return sent.status === 200
      ? done(sent.body)
      : failed(refusalOf(sent, { repeat: 'read', inDoubt: false }, null))
  }
}
