import type { KnownBlock, ModalView } from '@slack/types'
import type { Approval, OperationRun } from '../core/approval.ts'
import type { Denial } from '../core/denial.ts'
import type { Message } from './message.ts'
import type { Problem } from './problem.ts'
import type { Progress } from './rollout.ts'
import type { Snapshot } from './store.ts'
import type { View } from './view.ts'

/** What the bot says by itself. Pure; implemented by the views, so that the bot knows no Block Kit. */
export interface Voice {
  sentence(text: string): Message
  denied(denial: Denial, requestId: string): Message
  problem(problem: Problem, requestId: string): Message
  broken(requestId: string): Message
  /** A result that fits into one message. `stale` is the age of a last good answer. */
  view(view: View, footer: Footer): Message
  /** One page of a stored result. */
  page(snapshot: Snapshot, page: Page, footer: Footer): Message
  /** The living message of a request, drawn from state alone. */
  card(card: Card): Message
  /** Told to the requester once the outcome is known, where they will see it. */
  outcome(approval: Approval, run: OperationRun | undefined): Message
  /** To somebody who comes too late. */
  decided(approval: Approval): Message
  reminder(approval: Approval, approvers: Approvers): Message
  denyForm(approvalId: string): ModalView
}

export interface Footer {
  /** `prod-eu · ns shop · as alice@corp` */
  readonly where: string
  readonly requestId: string
  readonly ageMs: number | null
  /** The stored copy behind [Post here], pages and the file; null: nothing to press. */
  readonly snapshotId: string | null
  readonly mayPost: boolean
  /** Whose result is shown to everybody; null: it is shown to its owner. */
  readonly postedBy: string | null
}

export interface Page {
  readonly number: number
  /** Blocks above the lines, on the first page. */
  readonly head: readonly KnownBlock[]
  /** How many lines a filter left, below the head; null: all. */
  readonly note: string | null
  /** The push line of a first page; null: the stored title. */
  readonly text: string | null
}

/** Slack ids of those who may approve, for the push line; those known only by e-mail are not among them. */
export interface Approvers {
  readonly people: readonly string[]
  readonly usergroups: readonly string[]
}

export interface Card {
  readonly approval: Approval
  readonly run: OperationRun | undefined
  readonly progress: Progress | null
  readonly approvers: Approvers
  /** Said when the request was voided: what differs now. */
  readonly note: string | null
  readonly now: number
}
