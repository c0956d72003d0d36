import type { Clock } from '../../bot/ports.ts'

/** Remembers good answers for a while. Two who ask for the same at once share one call, unless it must be fresh. */
export interface Cache<Value> {
  get(key: string, fresh: boolean, ask: () => Promise<Value>): Promise<Value>
}

const most = 10_000

export function createCache<Value>(lifeMs: number, clock: Clock): Cache<Value> {
  const known = new Map<string, { readonly value: Value; readonly until: number }>()
  const asking = new Map<string, Promise<Value>>()

  const ask = async (key: string, call: () => Promise<Value>): Promise<Value> => {
    const value = await call()
    if (known.size >= most) known.clear()
    known.set(key, { value, until: clock.now() + lifeMs })
    return value
  }

  return {
    get: async (key, fresh, call) => {
      if (fresh) return ask(key, call)
      const remembered = known.get(key)
      if (remembered !== undefined && clock.now() < remembered.until) return remembered.value
      const asked = asking.get(key) ?? ask(key, call).finally(() => asking.delete(key))
      asking.set(key, asked)
      return asked
    },
  }
}
