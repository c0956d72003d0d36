import { manualClock } from '../store/clock.ts'
import type { Clock } from '../store/types.ts'

export interface HistoryClock extends Clock {
  /** Lets so much of the past go by. */
  advance(milliseconds: number): void
  /** Lets the rest of the past go by; from then on this is the present clock. */
  catchUp(): void
}

interface Timer {
  readonly due: number
  readonly run: () => void
  cancel: () => void
}

/** A clock that starts in the past, so that a new world can have ages, revisions and restarts to show. */
export function historyClock(present: Clock, ago: number): HistoryClock {
  const past = manualClock(present.now() - ago)
  const pending = new Set<Timer>()
  let clock: Clock = past

  function arm(timer: Timer): void {
    timer.cancel = clock.after(Math.max(0, timer.due - clock.now()), () => {
      pending.delete(timer)
      timer.run()
    })
  }

  return {
    now: () => clock.now(),
    after(milliseconds, run) {
      const timer: Timer = { due: clock.now() + milliseconds, run, cancel: () => {} }
      pending.add(timer)
      arm(timer)
      return () => {
        timer.cancel()
        pending.delete(timer)
      }
    },
    advance: (milliseconds) => past.advance(milliseconds),
    catchUp() {
      past.advance(Math.max(0, present.now() - past.now()))
      for (const timer of pending) timer.cancel()
      clock = present
      for (const timer of pending) arm(timer)
    },
  }
}
