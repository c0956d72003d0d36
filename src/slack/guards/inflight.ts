import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt'

/** Counts what is being worked on, because a receiver that stops does not wait for it. */
export interface Inflight {
  readonly middleware: Middleware<AnyMiddlewareArgs>
  count(): number
  /** True when everything ended within the time. */
  drained(withinMs: number): Promise<boolean>
}

export function createInflight(): Inflight {
  let count = 0
  const idle = new Set<() => void>()
  return {
    middleware: async ({ next }) => {
      count += 1
      try {
        await next()
      } finally {
        count -= 1
        if (count === 0) for (const tell of idle) tell()
      }
    },
    count: () => count,
    drained: async (withinMs) => {
      if (count === 0) return true
      return new Promise((resolve) => {
        const timer = setTimeout(() => finish(false), withinMs)
        const tell = (): void => finish(true)
        const finish = (drained: boolean): void => {
          clearTimeout(timer)
          idle.delete(tell)
          resolve(drained)
        }
        idle.add(tell)
      })
    },
  }
}
