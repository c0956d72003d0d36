import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Clock, Log } from '../../bot/ports.ts'
import type { OutboxEntry } from '../../bot/store.ts'
import { createCapability } from '../capability.ts'
import type { Sent } from './send.ts'

const Page = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z.object({ event_payload: z.object({ id: z.string().optional() }).optional() }).optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

const pages = 5
/** Slack's clock and ours differ. */
const skewMs = 300_000

/**
 * Looks for a message whose post had no answer by the id in its metadata. `unknown` when Slack gives no way to know:
 * reading a channel needs a scope that many do not grant, and private messages and files cannot be looked for.
 */
export function createFinder(
  client: WebClient,
  clock: Clock,
  log: Log,
): (entry: OutboxEntry) => Promise<Sent | 'unknown' | null> {
  const history = createCapability('reading channel history', clock, log)
  return async (entry) => {
    const { outgoing } = entry
    if (outgoing.kind === 'whisper' || outgoing.kind === 'file') return 'unknown'
    const range = {
      channel: outgoing.channel,
      oldest: String((entry.createdAt - skewMs) / 1000),
      include_all_metadata: true,
      limit: 200,
    }
    const { threadTs } = entry
    let cursor: string | undefined
    for (let page = 0; page < pages; page += 1) {
      const at = cursor === undefined ? {} : { cursor }
      const answer = await history.ask(async () =>
        threadTs === undefined
          ? client.conversations.history({ ...range, ...at })
          : client.conversations.replies({ ...range, ...at, ts: threadTs }),
      )
      if (answer === undefined) return 'unknown'
      const { messages, response_metadata } = Page.parse(answer)
      const mine = messages.find(({ metadata }) => metadata?.event_payload?.id === entry.id)
      if (mine !== undefined) return { ts: mine.ts, channel: outgoing.channel }
      cursor = response_metadata?.next_cursor
      if (!cursor) return null
    }
    return 'unknown'
  }
}
