import type { Clock, Meter, Reply } from '../../bot/ports.ts'

/** Measures how long the person waited for the first thing they could see. */
export function timed(reply: Reply, clock: Clock, meter: Meter): Reply {
  const since = clock.now()
  let waiting = true
  const first = (): void => {
    if (waiting) meter.answered(clock.now() - since)
    waiting = false
  }
  return {
    answer: async (message) => {
      await reply.answer(message)
      first()
    },
    replace: async (message) => {
      await reply.replace(message)
      first()
    },
  }
}
