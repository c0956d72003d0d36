import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Clock, Log } from '../../bot/ports.ts'
import type { OutboxEntry } from '../../bot/store.ts'
import { createCapability } from '../capability.ts'
import { markOf } from './send.ts'

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

export type Found =
  | { readonly kind: 'there'; readonly ts: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' }

const pages = 5
/** Slack's clock and ours differ. */
const skewMs = 300_000

/**
 * Looks for a message whose post had no answer by the mark in its metadata; tells its ts. `unknown` when Slack gives no way to know:
 * reading a channel needs a scope that many do not grant, and private messages and files cannot be looked for.
 */
export function createFinder(
  client: WebClient,
  clock: Clock,
  log: Log,
): (entry: OutboxEntry) => Promise<Found> {
  const history = createCapability('reading channel history', clock, log)
  return async (entry) => {
    const { outgoing } = entry
    if (outgoing.kind === 'whisper' || outgoing.kind === 'file') return { kind: 'unknown' }
    const range = {
      channel: outgoing.channel,
      oldest: String((entry.createdAt - skewMs) / 1000),
      include_all_metadata: true,
      limit: 200,
    }
    const { threadTs } = entry
    const mark = markOf(entry)
    let cursor: string | undefined
    for (let page = 0; page < pages; page += 1) {
      const at = cursor === undefined ? {} : { cursor }
      const answer = await history.ask(async () =>
        threadTs === undefined
          ? client.conversations.history({ ...range, ...at })
          : client.conversations.replies({ ...range, ...at, ts: threadTs }),
      )
      if (answer === undefined) return { kind: 'unknown' }
      const { messages, response_metadata } = Page.parse(answer)
      const mine = messages.find(({ metadata }) => metadata?.event_payload?.id === mark)
      if (mine !== undefined) return { kind: 'there', ts: mine.ts }
      cursor = response_metadata?.next_cursor
      if (!cursor) return { kind: 'missing' }
    }
    return { kind: 'unknown' }
  }
}
