import type { Approval } from '../core/approval.ts'
import type { Policy } from '../core/policy.ts'
import type { Progress } from './rollout.ts'
import type { Parts } from './services.ts'
import type { Store } from './store.ts'
import type { Approvers } from './voice.ts'

export interface CardState {
  readonly progress?: Progress
  readonly note?: string
}

export function cardKey(approvalId: string): string {
  return `request:${approvalId}`
}

/**
 * Draws the request's living message anew from what is stored. Called inside the transaction that changed the state,
 * so that the message can never be ahead of or behind the truth for long.
 */
export async function drawCard(
  { voice, clock, policy }: Parts,
  store: Store,
  approvalId: string,
  { progress, note }: CardState = {},
): Promise<void> {
  const approval = await store.approvals.get(approvalId)
  if (!approval) throw new Error(`There is no request ${approvalId} to draw`)
  const run = await store.operations.ofApproval(approvalId)
  const now = clock.now()
  const message = voice.card({
    approval,
    run,
    progress: progress ?? null,
    note: note ?? null,
    approvers: approversOf(policy(), approval),
    now,
  })
  const { channel, thread } = approval.place
  const place = { channel, thread: thread === null ? null : { ts: thread } }
  await store.outbox.put({ kind: 'card', key: cardKey(approvalId), ...place, message }, now)
}

/** Whom the push line mentions: everybody the policy can name by Slack id, without the requester. */
export function approversOf({ people }: Policy, { requirement, requester, plan }: Approval): Approvers {
  const inGroups = people.filter(({ kubernetes, clusters }) => {
    const { groups } = clusters[plan.cluster] ?? kubernetes
    return groups.some((group) => requirement.groups.includes(group))
  })
  const ids = [...requirement.people, ...inGroups.flatMap(({ slack }) => slack ?? [])]
  const usergroups = [...requirement.usergroups, ...inGroups.flatMap(({ usergroup }) => usergroup ?? [])]
  return {
    people: [...new Set(ids)].filter((id) => requirement.allowSelf || id !== requester.user),
    usergroups: [...new Set(usergroups)],
  }
}
