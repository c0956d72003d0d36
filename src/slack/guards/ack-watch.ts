import type { Log } from '../../bot/ports.ts'

/** Says so when an acknowledgement is about to come too late: over a socket nobody else would notice. */
export interface AckWatch {
  /** `payload` is the object that stands for one payload. */
  start(payload: object, type: string): void
  done(payload: object): void
  stop(): void
}

export function createAckWatch(log: Log, afterMs = 2_500): AckWatch {
  const timers = new Map<object, NodeJS.Timeout>()
  return {
    start: (payload, type) => {
      const late = (): void => {
        timers.delete(payload)
        log.error({ type, afterMs }, 'still not acknowledged: Slack gives up after three seconds')
      }
      timers.set(payload, setTimeout(late, afterMs))
    },
    done: (payload) => {
      clearTimeout(timers.get(payload))
      timers.delete(payload)
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
