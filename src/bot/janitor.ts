import type { Approval } from '../core/approval.ts'
import { approversOf, cardKey, drawCard } from './cards.ts'
import { factsOf, record } from './record.ts'
import type { Parts } from './services.ts'
import { tellRequester } from './tell.ts'

/** One round: requests whose time is up are closed, those at half time are remembered once. Time decides in the store. */
export async function tidy(parts: Parts): Promise<void> {
  const now = parts.clock.now()
  for (const approval of await parts.store.approvals.overdue(now)) await expire(parts, approval)
  for (const approval of await parts.store.approvals.takeReminders(now)) await remind(parts, approval)
}

/** Once an hour is plenty. Requests, operations and the audit are kept. */
export async function prune({ store, clock, keepForMs }: Parts): Promise<void> {
  await store.prune(clock.now() - keepForMs)
}

async function expire(parts: Parts, approval: Approval): Promise<void> {
  const { clock } = parts
  const won = await parts.store.atomically(async (store) => {
    if (!(await store.approvals.settle(approval.id, 'expired', clock.now()))) return false
    await drawCard(parts, store, approval.id)
    await record(parts, store, {
      ...factsOf(approval),
      by: 'bot',
      kubernetesUser: null,
      action: 'expire',
      outcome: 'expired',
      detail: null,
    })
    await tellRequester(parts, store, approval)
    return true
  })
  if (won) parts.meter.approval('expired')
  parts.wake()
}

async function remind(parts: Parts, approval: Approval): Promise<void> {
  const message = parts.voice.reminder(approval, approversOf(parts.policy(), approval))
  const { channel, thread } = approval.place
  const place = { channel, thread: thread === null ? { card: cardKey(approval.id) } : { ts: thread } }
  await parts.store.outbox.put({ kind: 'post', ...place, message }, parts.clock.now())
  parts.wake()
}
