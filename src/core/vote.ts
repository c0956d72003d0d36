import { type Ask, decide, type Place } from './access.ts'
import type { Approval, Requirement } from './approval.ts'
import type { Denial } from './denial.ts'
import { fenceOf, insideFence } from './fence.ts'
import { identify } from './identity.ts'
import type { Account } from './person.ts'
import type { Policy } from './policy.ts'

export interface Ballot {
  readonly account: Account
  readonly verdict: 'approve' | 'deny'
  readonly place: Place
  /** Epoch milliseconds. */
  readonly now: number
}

/** What a click does to a request; the caller stores it. */
export type Verdict =
  | { readonly kind: 'refused'; readonly denial: Denial }
  | { readonly kind: 'closed' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'counted'; readonly missing: number }
  | { readonly kind: 'approved' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'cancelled' }

/** Pure: may this person decide, and is it decided now? The place first, then expiry, identity and quorum. */
export function judge(policy: Policy, approval: Approval, ballot: Ballot): Verdict {
  // Whoever cannot reach the target from here learns nothing of the request, and cancels nothing either.
  const outside = fromHere(policy, approval, ballot)
  if (outside) return { kind: 'refused', denial: outside }
  if (approval.state === 'expired') return { kind: 'expired' }
  if (approval.state !== 'pending') return { kind: 'closed' }
  if (ballot.now >= approval.expiresAt) return { kind: 'expired' }

  const self = isRequester(approval, ballot.account)
  if (self && ballot.verdict === 'deny') return { kind: 'cancelled' }
  const denial =
    approval.requirement.votes === 0
      ? mayConfirm(policy, approval, ballot)
      : mayVote(policy, approval, ballot)
  if (denial) return { kind: 'refused', denial }

  if (approval.votes.some(({ by }) => by.user === ballot.account.user && by.team === ballot.account.team)) {
    return { kind: 'repeated' }
  }
  if (ballot.verdict === 'deny') return { kind: 'denied' }
  const approvals = approval.votes.filter(({ verdict }) => verdict === 'approve').length + 1
  const missing = approval.requirement.votes - approvals
  return missing > 0 ? { kind: 'counted', missing } : { kind: 'approved' }
}

function fromHere(policy: Policy, approval: Approval, { account, place }: Ballot): Denial | undefined {
  const identity = identify(policy, account, approval.plan.cluster)
  return identity.ok ? insideFence(fenceOf(policy, place), askOf(approval)) : identity.failure
}

/** Held again at execution: every vote must still come from somebody who may give it. */
export function mayVote(
  policy: Policy,
  approval: Approval,
  { account, place }: Omit<Ballot, 'verdict' | 'now'>,
): Denial | undefined {
  const { requirement, plan } = approval
  if (isRequester(approval, account) && !requirement.allowSelf) {
    return { by: 'approvers', message: 'You cannot approve your own request: somebody else has to.' }
  }
  const decision = decide(policy, account, place, { ...askOf(approval), permission: 'approvals:vote' })
  if (decision.kind === 'deny') return decision.denial
  if (isNamed(policy, requirement, account, plan.cluster)) return undefined
  return { by: 'approvers', message: `The rule ${requirement.ruleId} does not name you as an approver.` }
}

function mayConfirm(policy: Policy, approval: Approval, { account, place }: Ballot): Denial | undefined {
  if (!isRequester(approval, account)) {
    return { by: 'approvers', message: 'Only the person who asked for this can confirm it.' }
  }
  const decision = decide(policy, account, place, askOf(approval))
  return decision.kind === 'deny' ? decision.denial : undefined
}

export function askOf({ plan }: Pick<Approval, 'plan'>): Ask {
  const { permission, risk, cluster, replicas } = plan
  return { permission, risk, cluster, namespace: plan.target.namespace, replicas }
}

export function isRequester(
  { requester }: Pick<Approval, 'requester'>,
  account: Pick<Account, 'team' | 'user'>,
): boolean {
  return requester.user === account.user && requester.team === account.team
}

function isNamed(
  policy: Policy,
  { people, usergroups, groups }: Requirement,
  account: Account,
  cluster: string,
): boolean {
  if (people.includes(account.user)) return true
  if (usergroups.some((group) => account.usergroups.includes(group))) return true
  const identity = identify(policy, account, cluster)
  return identity.ok && groups.some((group) => identity.value.groups.includes(group))
}
