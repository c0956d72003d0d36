export interface LastGood {
  put(key: string, body: string): void
  get(key: string): { readonly body: string; readonly ageMs: number } | undefined
}

const limits = { entries: 200, characters: 5_000_000, ageMs: 10 * 60_000 }

/** The last good answers, few and small, for the minutes in which a cluster rests. */
export function createLastGood(now: () => number): LastGood {
  const held = new Map<string, { readonly body: string; readonly at: number }>()
  let characters = 0
  const drop = (key: string) => {
    characters -= held.get(key)?.body.length ?? 0
    held.delete(key)
  }
  return {
    put: (key, body) => {
      drop(key)
      if (body.length > limits.characters / 4) return
      held.set(key, { body, at: now() })
      characters += body.length
      // A Map keeps the order of insertion: the first is the oldest.
      for (const oldest of held.keys()) {
        if (held.size <= limits.entries && characters <= limits.characters) break
        drop(oldest)
      }
    },
    get: (key) => {
      const entry = held.get(key)
      if (entry === undefined) return undefined
      const ageMs = now() - entry.at
      return ageMs <= limits.ageMs ? { body: entry.body, ageMs } : undefined
    },
  }
}
