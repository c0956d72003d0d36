import type { Approval } from '../core/approval.ts'
import { cardKey } from './cards.ts'
import type { Parts } from './services.ts'
import type { Store } from './store.ts'

/**
 * Tells the requester how it ended, in the card's thread: the card itself is edited silently, and an ephemeral
 * message is lost when nobody is looking.
 */
export async function tellRequester(
  { voice, clock }: Parts,
  store: Store,
  approval: Approval,
): Promise<void> {
  const run = await store.operations.ofApproval(approval.id)
  const current = (await store.approvals.get(approval.id)) ?? approval
  const { channel, thread } = approval.place
  const place = { channel, thread: thread === null ? { card: cardKey(approval.id) } : { ts: thread } }
  await store.outbox.put({ kind: 'post', ...place, message: voice.outcome(current, run) }, clock.now())
}
