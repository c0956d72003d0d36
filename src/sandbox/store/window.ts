import { expired } from './errors.ts'
import type { Change } from './types.ts'

/** The last changes of one resource, and everybody who follows them. */
export interface ChangeWindow {
  push(change: Change): void
  follow(after: number, onChange: (change: Change) => void): () => void
}

/**
 * Followers read from the log at their own pace: a follower that writes while it is being told sees its own
 * change after the present one, and all followers see all changes in the same order.
 */
export function createWindow(size: number): ChangeWindow {
  const log: Change[] = []
  const followers = new Set<Follower>()
  let oldest = 0
  const deliver = (follower: Follower) => {
    if (follower.busy) return
    follower.busy = true
    try {
      for (
        let next = firstAfter(log, follower.seen);
        next !== undefined;
        next = firstAfter(log, follower.seen)
      ) {
        if (!followers.has(follower)) return
        follower.seen = next.revision
        follower.onChange(next)
      }
    } finally {
      follower.busy = false
    }
  }
  return {
    push(change) {
      log.push(change)
      if (log.length > size * 2) oldest = log.splice(0, size).at(-1)?.revision ?? oldest
      for (const follower of followers) deliver(follower)
    },
    follow(after, onChange) {
      if (after < oldest) throw expired(String(after), oldest)
      const follower = { seen: after, busy: false, onChange }
      followers.add(follower)
      deliver(follower)
      return () => followers.delete(follower)
    },
  }
}

interface Follower {
  seen: number
  busy: boolean
  readonly onChange: (change: Change) => void
}

function firstAfter(log: readonly Change[], revision: number): Change | undefined {
  let low = 0
  let high = log.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((log[middle]?.revision ?? 0) <= revision) low = middle + 1
    else high = middle
  }
  return log[low]
}
