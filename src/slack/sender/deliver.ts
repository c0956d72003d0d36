import type { OutboxEntry } from '../../bot/store.ts'
import { failureText, slackFailure, type SlackFailure } from '../failure.ts'
import type { SenderOptions } from '../sender.ts'
import { createFinder, type Found } from './find.ts'
import { repeated } from './repeated.ts'
import { credentialsRefused, goneForEdit, plainly } from './refusal.ts'
import { edit, post, type Sent } from './send.ts'

const longestRetryMs = 60_000
/** Slack being down for a day is a message that nobody waits for any more. */
const giveUpMs = 24 * 3_600_000

/** Tries one entry once and notes down how it ended. Returns how long its channel should rest. Rejects when the store fails. */
export function createDelivery(options: SenderOptions): (entry: OutboxEntry) => Promise<number> {
  const { clients, store, clock, log, meter, retryMs = 1_000 } = options
  const find = createFinder(clients.sender, clock, log)

  const settle = async (entry: OutboxEntry, sent: Sent): Promise<number> => {
    await store.outbox.sent(entry.id, { ...sent, now: clock.now() })
    return 0
  }

  const send = async (entry: OutboxEntry): Promise<Sent> => {
    if (entry.ts !== null) return edit(clients.sender, entry.outgoing, entry.ts)
    const found: Found = entry.ambiguous ? await find(entry) : { kind: 'missing' }
    switch (found.kind) {
      case 'missing':
        return post(clients.sender, entry)
      case 'there':
        // A card that is there may show an older text: it was replaced while nobody knew.
        if (entry.outgoing.kind === 'card') return edit(clients.sender, entry.outgoing, found.ts)
        return { ts: found.ts, channel: null }
      case 'unknown':
        meter.duplicateRisk()
        return post(clients.sender, repeated(entry))
    }
  }

  const bury = async (entry: OutboxEntry, reason: string): Promise<number> => {
    log.error({ entry: entry.id, kind: entry.outgoing.kind, reason }, 'a message was given up')
    await store.outbox.dead(entry.id, reason, clock.now())
    return 0
  }

  const later = async (entry: OutboxEntry, failure: SlackFailure, waitMs: number): Promise<number> => {
    const reason = failureText(failure)
    if (clock.now() - entry.createdAt > giveUpMs) return bury(entry, `not sent within a day: ${reason}`)
    log.warn({ entry: entry.id, reason, waitMs }, 'a message waits')
    // An edit may be repeated without harm; a post that may have arrived must be looked for.
    const ambiguous = entry.ambiguous || (failure.kind === 'ambiguous' && entry.ts === null)
    await store.outbox.retry(entry.id, { notBefore: clock.now() + waitMs, ambiguous })
    return waitMs
  }

  const refused = async (entry: OutboxEntry, code: string, failure: SlackFailure): Promise<number> => {
    if (credentialsRefused(code)) return later(entry, failure, longestRetryMs)
    if (entry.ts !== null && goneForEdit(code)) return attempt({ ...entry, ts: null })
    const otherwise = plainly(entry, code)
    if (otherwise === null) return bury(entry, code)
    log.warn({ entry: entry.id, code }, 'a message is sent another way')
    return attempt(otherwise)
  }

  const attempt = async (entry: OutboxEntry): Promise<number> => {
    // Durable before anything is sent: a process that dies in a post leaves a question, not a silent repetition.
    if (entry.ts === null && !entry.ambiguous) await store.outbox.begin(entry.id)
    let sent: Sent
    try {
      sent = await send(entry)
    } catch (error) {
      const failure = slackFailure(error)
      if (failure.kind === 'rejected') return refused(entry, failure.code, failure)
      const backoff = Math.min(retryMs * 2 ** entry.attempts, longestRetryMs)
      return later(entry, failure, failure.kind === 'limited' ? failure.waitMs : backoff)
    }
    return settle(entry, sent)
  }

  return attempt
}
