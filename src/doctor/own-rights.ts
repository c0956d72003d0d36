import { z } from 'zod'
import { request as fetchOnce, Agent } from 'undici'
import type { Access } from '../kube/access.ts'
import { readAs } from '../kube/answers.ts'
import type { Wire } from '../kube/wire.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { timeOf } from './skew.ts'

/** A rule as the cluster tells it of us. */
const OwnRule = z.looseObject({
  verbs: z.array(z.string()).default([]),
  apiGroups: z.array(z.string()).default([]),
  resources: z.array(z.string()).default([]),
  resourceNames: z.array(z.string()).default([]),
})
export type OwnRule = z.output<typeof OwnRule>

export interface OwnRights {
  readonly rules: readonly OwnRule[]
  /** Another authorizer than RBAC has a say and does not tell its rules. */
  readonly incomplete: boolean
}

const Review = z.looseObject({
  status: z.looseObject({
    resourceRules: z.array(OwnRule).nullish(),
    incomplete: z.boolean().default(false),
  }),
})

/** What the bot may in its own name in a namespace, with what it may everywhere. */
export async function ownRights(wire: Wire, namespace: string): Promise<Outcome<OwnRights, string>> {
  const sent = await wire.send(
    {
      verb: 'can',
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
      contentType: 'application/json',
      body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
      repeat: 'read',
    },
    {},
    AbortSignal.timeout(10_000),
  )
  if (sent.kind !== 'answered') return failed(sent.message)
  if (sent.status > 299) return failed(`HTTP ${sent.status}`)
  const review = readAs(done(sent.body), Review)
  if (!review.ok) return failed(review.failure.message)
  const { resourceRules, incomplete } = review.value.status
  return done({ rules: resourceRules ?? [], incomplete })
}

/** The server's clock, by the date of an answer; null when there is none to see. */
export async function serverTime({
  server,
  ca,
  serverName,
  insecure,
  proxy,
}: Access): Promise<number | null> {
  // Nobody's time is worth a second way through a proxy.
  if (proxy !== null) return null
  const dispatcher = new Agent({
    connect: {
      ...(ca !== null && { ca }),
      ...(serverName !== null && { servername: serverName }),
      rejectUnauthorized: !insecure,
    },
  })
  try {
    const path = `${server.pathname.replace(/\/$/, '')}/version`
    const answer = await fetchOnce(new URL(path, server), { dispatcher, signal: AbortSignal.timeout(5_000) })
    await answer.body.dump()
    const date = answer.headers['date']
    return timeOf(typeof date === 'string' ? date : null)
  } catch {
    // Whether the cluster is reached at all is another line's business.
    return null
  } finally {
    await dispatcher.close()
  }
}
