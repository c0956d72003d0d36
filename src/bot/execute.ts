import type { Approval } from '../core/approval.ts'
import { decide } from '../core/access.ts'
import { canonical } from '../core/diff.ts'
import { driftOf } from '../core/drift.ts'
import { identify, type KubernetesIdentity } from '../core/identity.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'
import type { Plan } from '../core/plan.ts'
import { askOf, mayVote } from '../core/vote.ts'
import { rebind } from './bind.ts'
import type { Cluster, Session } from './cluster.ts'
import { perform } from './perform.ts'
import type { Problem } from './problem.ts'
import { readBack, type Truth } from './read-back.ts'
import type { Parts } from './services.ts'

export type Execution =
  | { readonly kind: 'applied' }
  | { readonly kind: 'notApplied'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  /** Somebody or something said no before anything was sent, or the cluster said no. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'stale'; readonly why: string; readonly fresh: Plan }

/** The write may lose a race against status updates; the world is looked at again each time. */
const attempts = 4

/** Runs an approved plan: everybody is asked about again, the world is looked at again, then one write. */
export async function execute(parts: Parts, approval: Approval, signal: AbortSignal): Promise<Execution> {
  const { plan } = approval
  const allowed = await stillAllowed(parts, approval)
  if (!allowed.ok) return { kind: 'refused', why: allowed.failure }
  const cluster = parts.clusters.get(plan.cluster)
  if (!cluster) return { kind: 'refused', why: `The cluster ${plan.cluster} is not configured any more.` }
  const session = cluster.as(allowed.value, approval.requestId, signal)

  // The last look only makes sure that no write got through behind its conflict.
  for (let sent = 0; ; sent += 1) {
    const outcome = await lookThenWrite(parts, plan, { cluster, session, signal, sent })
    if (outcome !== 'again') return outcome
  }
}

/** Decided again for the requester and for everybody who approved, on fresh accounts. */
async function stillAllowed(parts: Parts, approval: Approval): Promise<Outcome<KubernetesIdentity, string>> {
  const { policy, directory } = parts
  const { requester, place, requirement, plan, votes } = approval
  const account = await directory.account(requester.team, requester.user, true)
  if (!account) return failed('Slack did not tell me who the requester is any more.')
  const decision = decide(policy(), account, place, askOf(approval))
  if (decision.kind === 'deny')
    return failed(`The requester may not do this any more: ${decision.denial.message}`)
  if (decision.kind === 'allow' || canonical(decision.requirement) !== canonical(requirement)) {
    return failed('The policy has changed since this was approved.')
  }
  if (requirement.votes > 0) {
    for (const { by, verdict } of votes) {
      const voter = await directory.account(by.team, by.user, true)
      if (!voter) return failed(`Slack did not tell me who ${by.user} is any more.`)
      const denial =
        verdict === 'approve' ? mayVote(policy(), approval, { account: voter, place }) : undefined
      if (denial) return failed(`The approval of ${by.user} does not count any more: ${denial.message}`)
    }
  }
  const identity = identify(policy(), account, plan.cluster)
  return identity.ok ? done(identity.value) : failed(identity.failure.message)
}

interface Where {
  readonly cluster: Cluster
  readonly session: Session
  readonly signal: AbortSignal
  /** How often the write was sent, and met a conflict each time. */
  readonly sent: number
}

async function lookThenWrite(parts: Parts, plan: Plan, where: Where): Promise<Execution | 'again'> {
  const bound = await rebind(plan, where)
  const drift = bound.ok ? driftOf(plan, bound.value.plan) : []
  if (where.sent > 0) {
    // Whoever stands between may send a write twice and pass on the second answer: what changed may be our own doing.
    if (!bound.ok || drift.length > 0)
      return afterSilence(await readBack(plan, where, parts, where.signal), 'The write met a conflict')
    if (where.sent === attempts) {
      const why = 'The object kept changing while I was writing, so nothing was changed. Ask again.'
      return { kind: 'refused', why }
    }
  }
  if (!bound.ok) return { kind: 'refused', why: unchanged(sentenceOf(bound.failure)) }
  if (drift.length > 0) return { kind: 'stale', why: drift.join('; '), fresh: bound.value.plan }
  return write(parts, plan, where, bound.value.live.metadata.resourceVersion)
}

async function write(
  parts: Parts,
  plan: Plan,
  where: Where,
  resourceVersion: string | undefined,
): Promise<Execution | 'again'> {
  const precondition = { uid: plan.uid, ...(resourceVersion === undefined ? {} : { resourceVersion }) }
  const answer = await perform(where.session, plan.target, plan.operation, precondition)
  if (answer.ok) return { kind: 'applied' }
  switch (answer.failure.kind) {
    case 'conflict':
      return 'again'
    case 'noAnswer':
      return afterSilence(await readBack(plan, where, parts, where.signal))
    case 'unreachable':
    case 'resting':
    case 'busy':
    case 'unauthorized':
    case 'forbidden':
    case 'notFound':
    case 'gone':
    case 'invalid':
    case 'tooMany':
    case 'refused':
      return { kind: 'refused', why: unchanged(answer.failure.message) }
  }
}

function sentenceOf(problem: Problem): string {
  return problem.kind === 'cluster' ? problem.failure.message : problem.message
}

function unchanged(why: string): string {
  return /nothing was (changed|done)/i.test(why) ? why : `${why.replace(/[.\s]+$/, '')}. Nothing was changed.`
}

const lost = 'The answer was lost'

/** What is said of a write whose answer was lost, once the cluster has been read. */
export function afterSilence(truth: Truth, what = lost): Execution {
  switch (truth) {
    case 'applied':
      return { kind: 'applied' }
    case 'notApplied':
      return {
        kind: 'notApplied',
        why: `${what}; the cluster shows that nothing was changed. Ask again.`,
      }
    case 'unknown':
      return {
        kind: 'unknown',
        why: `${what}, and the cluster does not show whether it was applied. Look at the object before you ask again.`,
      }
  }
}
