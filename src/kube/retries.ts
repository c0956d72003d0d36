import { leavesInDoubt } from './doubt.ts'
import type { Repeat } from './request.ts'
import type { Sent } from './sent.ts'
import { budgetIn, statusIn } from './status.ts'

/** `hinted`: what may be repeated, and anything that was turned away with a delay named. */
type Retry = 'always' | 'repeatable' | 'hinted' | 'never'

export interface Row {
  readonly cause: Sent['kind'] | 'budget' | number
  readonly retry: Retry
  /** Whether it counts against the cluster in the breaker. */
  readonly trips: boolean
}

/** What is tried again and what opens the breaker; whatever is not here is neither. */
export const retryTable: readonly Row[] = [
  { cause: 'notSent', retry: 'always', trips: true },
  { cause: 'unanswered', retry: 'repeatable', trips: true },
  { cause: 'untrusted', retry: 'never', trips: true },
  { cause: 'budget', retry: 'never', trips: false },
  { cause: 429, retry: 'always', trips: false },
  { cause: 500, retry: 'repeatable', trips: true },
  { cause: 502, retry: 'repeatable', trips: true },
  { cause: 503, retry: 'hinted', trips: true },
  { cause: 504, retry: 'repeatable', trips: true },
]

/** People wait for these calls: a longer pause is theirs to decide. */
export const longestPauseMs = 2000

/** Whether the breaker counts this. */
export function trips(sent: Sent): boolean {
  return rowOf(sent)?.trips ?? false
}

/** Whether this may be tried again. */
export function mayRetry(sent: Sent, repeat: Repeat): boolean {
  if ((hintOf(sent) ?? 0) > longestPauseMs) return false
  const retry = rowOf(sent)?.retry ?? 'never'
  switch (retry) {
    case 'always':
      return true
    case 'repeatable':
      return repeat !== 'once'
    case 'hinted':
      return repeat !== 'once' || (hintOf(sent) !== null && !leavesInDoubt(sent))
    case 'never':
      return false
  }
}

/** The pause before the next try: the server's wish, or full jitter over a doubling span. */
export function pauseMs(sent: Sent, attempt: number, random: () => number): number {
  const jitter = random() * Math.min(longestPauseMs, 100 * 2 ** attempt)
  return hintOf(sent) ?? jitter
}

function hintOf(sent: Sent): number | null {
  return sent.kind === 'answered' ? sent.retryAfterMs : null
}

function rowOf(sent: Sent): Row | undefined {
  const cause = causeOf(sent)
  return retryTable.find((row) => row.cause === cause)
}

function causeOf(sent: Sent): Row['cause'] {
  if (sent.kind !== 'answered') return sent.kind
  return sent.status === 429 && budgetIn(statusIn(sent.body)) !== null ? 'budget' : sent.status
}
