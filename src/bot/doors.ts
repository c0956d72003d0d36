import type { ModalView } from '@slack/types'
import type { PersonRef, PlaceRef } from '../core/approval.ts'
import type { Reply } from './ports.ts'

/** What came in, whatever the door. `id` is the request id: c-8F2A…, the same in log, audit and cluster. */
interface Incoming {
  readonly id: string
  readonly person: PersonRef
  readonly place: PlaceRef
  readonly reply: Reply
  /** Ends with the process or when the person cannot be answered any more. */
  readonly signal: AbortSignal
}

/** A typed line: slash command, mention or direct message. */
export interface Line extends Incoming {
  readonly door: 'slash' | 'mention' | 'direct'
  readonly text: string
  /** Only while the trigger is fresh (3 s): must be the first thing awaited. Null where Slack gave no trigger. */
  readonly open: ((view: ModalView) => Promise<void>) | null
}

/** A pressed button. The value is an opaque id and comes back from a client: a hint, never an authority. */
export interface Click extends Incoming {
  readonly action: string
  readonly value: string
  readonly messageTs: string | null
  readonly open: ((view: ModalView) => Promise<void>) | null
}

/** A submitted modal: one text per input, by the input's block id. */
export interface Submission extends Incoming {
  readonly callback: string
  readonly metadata: string
  readonly values: Readonly<Record<string, string>>
}

/** What the doors open into. Every call ends in exactly one visible answer, and never rejects. */
export interface Bot {
  line(line: Line): Promise<void>
  click(click: Click): Promise<void>
  /** Judged at once, because Slack shows field errors only in its acknowledgement. */
  submit(submission: Submission): SubmissionVerdict
}

export type SubmissionVerdict =
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'accepted'; readonly work: () => Promise<void> }
