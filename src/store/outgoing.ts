import { z } from 'zod'
import type { Message } from '../bot/message.ts'
import type { Outgoing } from '../bot/store.ts'

const block = z.custom<Message['blocks'][number]>(
  (value) => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string',
  'a block with a type',
)
const message = z.object({ text: z.string(), blocks: z.array(block) })
const thread = z.union([z.object({ ts: z.string() }), z.object({ card: z.string() })]).nullable()

/** The stored form of what is to be said. Blocks are Slack's to judge and are passed through. */
export const StoredOutgoing: z.ZodType<Outgoing> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), key: z.string(), channel: z.string(), thread, message }),
  z.object({ kind: z.literal('post'), channel: z.string(), thread, message }),
  z.object({ kind: z.literal('whisper'), channel: z.string(), thread, user: z.string(), message }),
  z.object({
    kind: z.literal('file'),
    user: z.string(),
    filename: z.string(),
    title: z.string(),
    content: z.string(),
  }),
])

/** The queue in which order is kept. */
export function laneOf(outgoing: Outgoing): string {
  return outgoing.kind === 'file' ? outgoing.user : outgoing.channel
}

/** The card in whose thread this belongs, if it is known only by its key. */
export function rootOf(outgoing: Outgoing): string | null {
  if (outgoing.kind === 'file' || outgoing.thread === null || !('card' in outgoing.thread)) return null
  return outgoing.thread.card
}
