import type { Clock } from './types.ts'

/** The wall clock. Its timers do not keep the process alive: the server does that. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}

export interface ManualClock extends Clock {
  /** Moves time on and runs what falls due on the way, in order, each at its own moment. */
  advance(milliseconds: number): void
}

/** A clock that stands still until it is told to move. */
export function manualClock(start = Date.parse('2026-01-01T00:00:00Z')): ManualClock {
  let now = start
  let order = 0
  const timers = new Set<Timer>()
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + Math.max(0, milliseconds), order: order++, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(milliseconds) {
      const end = now + milliseconds
      for (let next = firstDue(timers, end); next !== undefined; next = firstDue(timers, end)) {
        timers.delete(next)
        now = next.at
        next.run()
      }
      now = end
    },
  }
}

interface Timer {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

function firstDue(timers: ReadonlySet<Timer>, end: number): Timer | undefined {
  let first: Timer | undefined
  for (const timer of timers) {
    if (timer.at > end) continue
    if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) {
      first = timer
    }
  }
  return first
}
