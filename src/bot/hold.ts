import type { Approval, PersonRef, PlaceRef, Requirement } from '../core/approval.ts'
import { decide } from '../core/access.ts'
import type { KubernetesIdentity } from '../core/identity.ts'
import type { Account } from '../core/person.ts'
import type { Plan } from '../core/plan.ts'
import { drawCard } from './cards.ts'
import type { Message } from './message.ts'
import { factsOf, record } from './record.ts'
import { refuse } from './refuse.ts'
import type { Parts } from './services.ts'
import type { Store } from './store.ts'

export interface Wish {
  readonly requestId: string
  readonly account: Account
  readonly person: PersonRef
  readonly place: PlaceRef
  readonly identity: KubernetesIdentity
  readonly plan: Plan
  readonly reason: string | null
  readonly undoes: string | null
  /** What to type for the same with a reason, where the line itself cannot be typed. */
  readonly instead?: string
}

/**
 * Puts a tried plan on hold: decided again with what the plan raised, stored, and shown as a card. Returns what the
 * requester is told. `guard` may object with a sentence, in the transaction that would make the request.
 */
export async function hold(
  parts: Parts,
  wish: Wish,
  guard: (store: Store) => Promise<string | undefined> = noObjection,
): Promise<Message> {
  const { plan, account, place } = wish
  const { permission, risk, cluster, target, replicas } = plan
  const ask = { permission, risk, cluster, namespace: target.namespace, replicas }
  const decision = decide(parts.policy(), account, place, ask)
  if (decision.kind === 'deny')
    return refuse(parts, { ...wish, ask, line: plan.line, denial: decision.denial })
  if (decision.kind === 'allow')
    throw new Error(`A write was allowed without asking anybody: ${plan.command}`)

  const { requirement } = decision
  if (requirement.reason === 'required' && !wish.reason) {
    return parts.voice.sentence(
      `The rule ${requirement.ruleId} wants to know why. Nothing was done. ${wish.instead === undefined ? 'Add it' : 'Type it instead'}: ${wish.instead ?? plan.line} --reason "…"`,
    )
  }
  const approval = approvalOf(parts, wish, requirement)
  const objection = await parts.store.atomically(async (store) => {
    const why = await guard(store)
    if (why !== undefined) return why
    await store.approvals.create(approval)
    await drawCard(parts, store, approval.id)
    await record(parts, store, {
      ...factsOf(approval),
      by: wish.person,
      kubernetesUser: wish.identity.user,
      action: wish.undoes === null ? 'request' : 'undo',
      outcome: 'waiting',
      detail: `${plan.title} (rule ${requirement.ruleId})`,
    })
    return undefined
  })
  if (objection !== undefined) return parts.voice.sentence(objection)
  parts.meter.approval('requested')
  parts.wake()
  return parts.voice.sentence(sent(approval))
}

const noObjection = async (): Promise<string | undefined> => undefined

function approvalOf({ clock, ids }: Parts, wish: Wish, requirement: Requirement): Approval {
  const now = clock.now()
  const { requestId, person, place, reason, plan, undoes } = wish
  return {
    id: ids.approval(),
    requestId,
    requester: person,
    place,
    reason,
    plan,
    requirement,
    undoes,
    createdAt: now,
    expiresAt: now + requirement.expiresInMs,
    state: 'pending',
    decidedAt: null,
    reminded: false,
    votes: [],
  }
}

function sent({ id, plan, requirement: { votes } }: Approval): string {
  if (votes === 0)
    return `${id}: ${plan.title}. Nothing is changed before you press Confirm on the card in this channel.`
  const approvals = votes === 1 ? 'one approval' : `${votes} approvals`
  return `${id}: ${plan.title}. It waits for ${approvals} on the card in this channel; nothing is changed before.`
}
