import type { Answer } from '../bot/cluster.ts'
import { failed } from '../core/outcome.ts'

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
  readonly remaining: number | null
}

export interface Gathered<Item> {
  readonly items: readonly Item[]
  /** 0 when everything was read; null when the server does not say how many are left. */
  readonly remaining: number | null
}

const pageSize = 500

/** Reads page after page up to a limit; when a continue token is too old, starts once more from the beginning. */
export async function gather<Item>(
  limit: number,
  ask: (size: number, token: string | null) => Promise<Answer<Page<Item>>>,
): Promise<Answer<Gathered<Item>>> {
  const first = await gatherOnce(limit, ask)
  return !first.ok && first.failure.kind === 'gone' ? gatherOnce(limit, ask) : first
}

async function gatherOnce<Item>(
  limit: number,
  ask: (size: number, token: string | null) => Promise<Answer<Page<Item>>>,
): Promise<Answer<Gathered<Item>>> {
  const items: Item[] = []
  const seen = new Set<string>()
  let token: string | null = null
  let ageMs: number | undefined
  for (;;) {
    const answer: Answer<Page<Item>> = await ask(Math.max(1, Math.min(pageSize, limit - items.length)), token)
    if (!answer.ok) return answer
    items.push(...answer.value.items)
    if (answer.ageMs !== undefined) ageMs = Math.max(ageMs ?? 0, answer.ageMs)
    token = answer.value.next
    if (token === null || items.length >= limit) {
      const remaining = token === null ? 0 : answer.value.remaining
      return {
        ok: true,
        value: { items: items.slice(0, limit), remaining },
        ...(ageMs !== undefined && { ageMs }),
      }
    }
    if (seen.has(token)) {
      return failed({ kind: 'refused', status: 200, message: 'The server keeps handing out the same page.' })
    }
    seen.add(token)
  }
}
