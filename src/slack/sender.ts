import type { Clock, Log, Meter } from '../bot/ports.ts'
import type { OutboxEntry, Store } from '../bot/store.ts'
import type { SlackClients } from './clients.ts'
import { laneOf } from './sender/lane.ts'
import { createDelivery } from './sender/deliver.ts'

/** Sends what the outbox holds: in order and at Slack's pace within a channel, channels beside each other. */
export interface Sender {
  /** Something was put in. */
  wake(): void
  /** True when nothing due was left within the time. */
  drain(withinMs: number): Promise<boolean>
  stop(): Promise<void>
}

export interface SenderOptions {
  readonly clients: Pick<SlackClients, 'sender'>
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
  /** Between two messages of one channel. */
  readonly paceMs?: number
  /** How often the outbox is looked at without being told. */
  readonly pollMs?: number
  /** The first wait after a failure; it doubles, up to a minute. */
  readonly retryMs?: number
}

export function startSender(options: SenderOptions): Sender {
  const { store, clock, log, paceMs = 1_000, pollMs = 500 } = options
  const deliver = createDelivery(options)
  /** Until when a lane is busy, or resting; Infinity while a call is under way. */
  const lanes = new Map<string, number>()
  const working = new Set<Promise<void>>()
  const bell = createBell()
  const stopping = new AbortController()

  const send = async (entry: OutboxEntry, lane: string): Promise<void> => {
    lanes.set(lane, Infinity)
    let restMs = paceMs
    try {
      restMs = Math.max(paceMs, await deliver(entry))
    } catch (error) {
      // What was sent and could not be noted down is found again by its metadata.
      log.error({ err: error, entry: entry.id }, 'the outbox cannot be written')
      restMs = 5_000
    }
    lanes.set(lane, clock.now() + restMs)
    bell.ring()
  }

  const round = async (): Promise<number> => {
    const now = clock.now()
    for (const [lane, until] of lanes) if (until <= now) lanes.delete(lane)
    for (const entry of await store.outbox.due(now)) {
      const lane = laneOf(entry)
      if (lanes.has(lane)) continue
      const work: Promise<void> = send(entry, lane).finally(() => working.delete(work))
      working.add(work)
    }
    return Math.min(pollMs, ...[...lanes.values()].map((until) => Math.max(1, until - now)))
  }

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      let waitMs = pollMs
      try {
        waitMs = await round()
      } catch (error) {
        log.error({ err: error }, 'the outbox cannot be read')
      }
      await bell.heard(waitMs)
    }
  }
  const looping = loop()

  return {
    wake: bell.ring,
    drain: async (withinMs) => {
      const until = clock.now() + withinMs
      const empty = async (): Promise<boolean> =>
        working.size === 0 && (await store.outbox.due(clock.now())).length === 0
      while (!(await empty())) {
        if (clock.now() >= until) return false
        bell.ring()
        await new Promise((resolve) => setTimeout(resolve, Math.min(50, withinMs)))
      }
      return true
    },
    stop: async () => {
      stopping.abort()
      bell.ring()
      await looping
      await Promise.all(working)
    },
  }
}

/** A sleep that can be cut short; a ring while nobody sleeps cuts the next one. */
function createBell(): { ring: () => void; heard: (atMostMs: number) => Promise<void> } {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    heard: async (atMostMs) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atMostMs)
          wake = () => resolve(clearTimeout(timer))
        })
      }
      rung = false
      wake = null
    },
  }
}
