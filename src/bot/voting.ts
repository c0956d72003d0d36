import { decide } from '../core/access.ts'
import type { Approval } from '../core/approval.ts'
import { canonical } from '../core/diff.ts'
import type { Account } from '../core/person.ts'
import { askOf, judge, type Verdict } from '../core/vote.ts'
import type { Ballots, Cast } from './ballots.ts'
import { drawCard } from './cards.ts'
import type { Message } from './message.ts'
import { factsOf, record } from './record.ts'
import type { Parts } from './services.ts'
import { whyNotHere } from './shared-place.ts'
import type { Store } from './store.ts'
import { tellRequester } from './tell.ts'

/** Counts votes: looked up fresh, judged inside one transaction, and run at most once. */
export function createBallots(parts: Parts, execute: (approvalId: string) => void): Ballots {
  return {
    async cast(cast) {
      const { voice, directory, policy } = parts
      const account = await directory.account(cast.person.team, cast.person.user, true)
      if (!account) {
        return voice.sentence(
          'Slack does not tell me who you are right now, so I count no vote. Try again in a minute.',
        )
      }
      const why = await whyNotHere(parts, cast.place)
      if (why !== undefined) return voice.sentence(why)
      const known = await parts.store.approvals.get(cast.approvalId)
      if (!known)
        return voice.sentence(`There is no request ${cast.approvalId}. "requests" lists the open ones.`)
      if (cast.by === 'click' && cast.place.channel !== known.place.channel) {
        return voice.sentence('This button belongs to another channel. Nothing was done.')
      }
      const requester = await directory.account(known.requester.team, known.requester.user, true)
      const changed = requester ? ruleChanged(parts, known, requester) : undefined

      const verdict = await parts.store.atomically(async (store) => {
        const approval = await store.approvals.get(cast.approvalId)
        if (!approval) throw new Error(`The request ${cast.approvalId} is gone`)
        const open = approval.state === 'pending' && parts.clock.now() < approval.expiresAt
        if (open && changed !== undefined) return voidIt(parts, store, approval, changed)
        const ballot = { account, verdict: cast.verdict, place: cast.place, now: parts.clock.now() }
        const judged = judge(policy(), approval, ballot)
        await apply(parts, store, { approval, cast, account, verdict: judged })
        return judged
      })
      parts.wake()
      if (verdict.kind === 'approved') execute(cast.approvalId)
      if (verdict.kind === 'refused') parts.meter.denial(verdict.denial.by)
      if (decided.has(verdict.kind)) parts.meter.approval(verdict.kind)
      return answer(parts, cast, verdict, (await parts.store.approvals.get(cast.approvalId)) ?? known)
    },
  }
}

/** What a vote may make of a request, as it is counted. */
const decided: ReadonlySet<string> = new Set(['approved', 'denied', 'cancelled', 'expired', 'void'])

/** The rule that was shown on the card must still be the rule: what was asked of two must not be granted by one. */
function ruleChanged({ policy }: Parts, approval: Approval, requester: Account): string | undefined {
  const decision = decide(policy(), requester, approval.place, askOf(approval))
  if (decision.kind === 'deny') return `the requester may not do this any more: ${decision.denial.message}`
  if (decision.kind === 'ask' && canonical(decision.requirement) === canonical(approval.requirement))
    return undefined
  return 'the policy has changed since it was asked'
}

type Settled = Verdict | { readonly kind: 'void'; readonly why: string }

async function voidIt(parts: Parts, store: Store, approval: Approval, why: string): Promise<Settled> {
  must(await store.approvals.settle(approval.id, 'void', parts.clock.now()))
  await drawCard(parts, store, approval.id, { note: why })
  await record(parts, store, {
    ...factsOf(approval),
    by: 'bot',
    kubernetesUser: null,
    action: 'expire',
    outcome: 'cancelled',
    detail: why,
  })
  await tellRequester(parts, store, approval)
  return { kind: 'void', why }
}

interface Count {
  readonly approval: Approval
  readonly cast: Cast
  readonly account: Account
  readonly verdict: Verdict
}

async function apply(parts: Parts, store: Store, { approval, cast, verdict }: Count): Promise<void> {
  const now = parts.clock.now()
  const { id } = approval
  const audit = (
    action: 'vote' | 'cancel' | 'expire' | 'refuse',
    outcome: 'allowed' | 'denied' | 'cancelled' | 'expired',
    detail: string | null,
  ) =>
    record(parts, store, {
      ...factsOf(approval),
      requestId: cast.requestId,
      by: cast.person,
      kubernetesUser: null,
      action,
      outcome,
      detail,
    })
  const vote = () =>
    store.approvals.addVote(id, { by: cast.person, verdict: cast.verdict, reason: cast.reason, at: now })
  switch (verdict.kind) {
    case 'closed':
    case 'repeated':
      return
    case 'refused':
      return audit('refuse', 'denied', verdict.denial.message)
    case 'expired':
      if (!(await store.approvals.settle(id, 'expired', now))) return
      await audit('expire', 'expired', null)
      await drawCard(parts, store, id)
      return tellRequester(parts, store, approval)
    case 'cancelled':
      must(await store.approvals.settle(id, 'cancelled', now))
      await audit('cancel', 'cancelled', cast.reason)
      return drawCard(parts, store, id)
    case 'counted':
      must(await vote())
      await audit('vote', 'allowed', cast.reason)
      return drawCard(parts, store, id)
    case 'denied':
      must(await vote())
      must(await store.approvals.settle(id, 'denied', now))
      await audit('vote', 'denied', cast.reason)
      await drawCard(parts, store, id)
      return tellRequester(parts, store, approval)
    case 'approved':
      must(await vote())
      must(await store.approvals.settle(id, 'approved', now))
      await store.operations.create(queued(parts, id, now))
      await audit('vote', 'allowed', cast.reason)
      return drawCard(parts, store, id)
  }
}

/** Between reading and writing nobody may have been faster; if somebody was, nothing of this vote is kept. */
function must(won: boolean): void {
  if (!won) throw new Error('Somebody else decided this request in the same moment')
}

/** Made in the transaction that approved it, so that neither can be without the other. */
function queued({ ids }: Parts, approvalId: string, queuedAt: number) {
  const open = {
    startedAt: null,
    finishedAt: null,
    detail: null,
    undoUntil: null,
    undoneBy: null,
    rollout: null,
  }
  return { id: ids.long(), approvalId, state: 'queued', queuedAt, ...open } as const
}

function answer({ voice }: Parts, cast: Cast, verdict: Settled, approval: Approval): Message {
  const { id, plan } = approval
  switch (verdict.kind) {
    case 'refused':
      return voice.denied(verdict.denial, cast.requestId)
    case 'void':
      return voice.sentence(`${id} is void: ${verdict.why}. Nothing was done; ask again.`)
    case 'expired':
      return voice.sentence(`${id} has expired. Nothing was done; ask again for a fresh plan.`)
    case 'repeated':
      return voice.sentence(`You have already voted on ${id}; your first vote counts.`)
    case 'closed':
      return voice.decided(approval)
    case 'counted':
      return voice.sentence(`Counted: ${id} needs ${verdict.missing} more.`)
    case 'denied':
      return voice.sentence(`Denied ${id}: ${plan.title}. Nothing was changed.`)
    case 'cancelled':
      return voice.sentence(`Cancelled ${id}. Nothing was changed.`)
    case 'approved':
      return voice.sentence(`${id}: ${plan.title}. It runs now; the card shows how it goes.`)
  }
}
