import type { PersonRef, PlaceRef } from '../core/approval.ts'
import type { Message } from './message.ts'

export interface Cast {
  readonly approvalId: string
  readonly person: PersonRef
  readonly verdict: 'approve' | 'deny'
  readonly reason: string | null
  readonly place: PlaceRef
  /** A click must come from the card's own channel; a typed vote may come from any place that reaches the target. */
  readonly by: 'click' | 'line'
  readonly requestId: string
}

/** Votes on requests: the same for a button and for `approve REQ-7F3K`. Returns what the voter is told. */
export interface Ballots {
  cast(cast: Cast): Promise<Message>
}
