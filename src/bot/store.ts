import type { Asked } from '../core/access.ts'
import type {
  Approval,
  ApprovalState,
  OperationRun,
  OperationState,
  RolloutEnd,
  Vote,
} from '../core/approval.ts'
import type { AuditEvent, AuditRow } from '../core/audit.ts'
import type { Message } from './message.ts'

/** All state. One interface, one test body, several databases. Times are epoch milliseconds and come in as arguments. */
export interface Store {
  /** Everything inside happens together or not at all. Do not nest. */
  atomically<Value>(work: (store: Store) => Promise<Value>): Promise<Value>
  /** True the first time a payload id is seen: Slack delivers some payloads twice. */
  firstSight(payloadId: string, now: number): Promise<boolean>
  readonly approvals: ApprovalStore
  readonly operations: OperationStore
  readonly snapshots: SnapshotStore
  readonly outbox: OutboxStore
  readonly audit: AuditStore
  /** Forgets payload ids, snapshots and sent messages that are older than the given time. */
  prune(before: number): Promise<void>
  /** Throws when the database cannot be written. */
  check(): Promise<void>
  close(): Promise<void>
}

export interface ApprovalStore {
  create(approval: Approval): Promise<void>
  get(id: string): Promise<Approval | undefined>
  /** Newest first. */
  list(filter: {
    states?: readonly ApprovalState[]
    since?: number
    limit: number
  }): Promise<readonly Approval[]>
  /** One vote a person: false when they have voted already. */
  addVote(id: string, vote: Vote): Promise<boolean>
  /**
   * The one conditional UPDATE: only a pending request that has not expired at `now` (or any pending one when it
   * becomes `expired`) changes state. False when somebody was faster.
   */
  settle(id: string, to: Exclude<ApprovalState, 'pending'>, now: number): Promise<boolean>
  /** approved → void, when the world has changed before the run. */
  revoke(id: string, now: number): Promise<boolean>
  /** Pending ones whose time is up. */
  overdue(now: number): Promise<readonly Approval[]>
  /** Pending ones of which half the time is up and nobody was reminded; marks them. Own Confirms are left out. */
  takeReminders(now: number): Promise<readonly Approval[]>
}

export interface OperationStore {
  create(run: OperationRun): Promise<void>
  get(id: string): Promise<OperationRun | undefined>
  ofApproval(approvalId: string): Promise<OperationRun | undefined>
  /** queued → running; false when another instance or an earlier life has claimed it. */
  claim(id: string, now: number): Promise<boolean>
  /** From queued or running to an outcome; false when it already has one. */
  finish(
    id: string,
    to: Exclude<OperationState, 'queued' | 'running'>,
    at: { now: number; detail: string | null; undoUntil: number | null },
  ): Promise<boolean>
  /** Marks as undone by that approval, once; false when it has been undone already. */
  markUndone(id: string, approvalId: string): Promise<boolean>
  /** Says later how what was applied went on: the rollout's end. */
  describe(id: string, rollout: RolloutEnd): Promise<void>
  /** Queued or running: what an earlier life left behind. */
  unfinished(): Promise<readonly OperationRun[]>
}

/** A result kept (redacted) so that pages, filters and files never run it again. */
export interface Snapshot {
  readonly id: string
  readonly owner: { readonly team: string; readonly user: string }
  readonly title: string
  readonly filename: string
  readonly text: string
  /** How many lines on top are column names: they stay on every page. */
  readonly headerLines: number
  /** Cluster, namespace and as whom it was read: said with every page. */
  readonly where: string
  /** What was allowed when it was read. */
  readonly asked: Asked
  readonly createdAt: number
}

export interface SnapshotStore {
  put(snapshot: Snapshot): Promise<void>
  get(id: string): Promise<Snapshot | undefined>
}

/** What is said in Slack and must not be lost: written in the transaction that made it true. */
export type Outgoing =
  /** A living message: posted once under its key, then edited. A thread reply has its parent's key. */
  | {
      readonly kind: 'card'
      readonly key: string
      readonly channel: string
      readonly thread: ThreadRef | null
      readonly message: Message
    }
  | {
      readonly kind: 'post'
      readonly channel: string
      readonly thread: ThreadRef | null
      readonly message: Message
    }
  | {
      readonly kind: 'whisper'
      readonly channel: string
      readonly thread: ThreadRef | null
      readonly user: string
      readonly message: Message
    }
  /** To a person's direct messages. */
  | {
      readonly kind: 'file'
      readonly user: string
      readonly filename: string
      readonly title: string
      readonly content: string
    }

/** A thread by the ts of its root, or by the key of the card that is its root. */
export type ThreadRef = { readonly ts: string } | { readonly card: string }

export interface OutboxEntry {
  readonly id: string
  readonly outgoing: Outgoing
  readonly attempts: number
  readonly createdAt: number
  /** An attempt ended without an answer: it may be in Slack already. */
  readonly ambiguous: boolean
  /** For a card: the message to edit, when it has been posted. */
  readonly ts: string | null
  /** For a reply: the thread's ts, when the root has been posted; undefined: no thread. */
  readonly threadTs: string | undefined
}

export interface OutboxStore {
  /** Appends; an unsent edit of the same card is replaced (coalesced), never queued twice. */
  put(outgoing: Outgoing, now: number): Promise<void>
  /** The oldest entry of each channel that is due and whose thread root is posted. */
  due(now: number): Promise<readonly OutboxEntry[]>
  /** An attempt begins: if the process ends in it, the entry is ambiguous in the next life. */
  begin(id: string): Promise<void>
  sent(id: string, at: { ts: string | null; channel: string | null; now: number }): Promise<void>
  /** The attempt has ended without success; `ambiguous`: without an answer, too. */
  retry(id: string, at: { notBefore: number; ambiguous: boolean }): Promise<void>
  /** Given up: kept with its reason, so that nothing is lost without a trace. */
  dead(id: string, reason: string, now: number): Promise<void>
  depth(): Promise<number>
  card(key: string): Promise<{ channel: string; ts: string } | undefined>
}

export interface AuditStore {
  /** Links to the row before by hash and returns the new head. */
  append(event: AuditEvent): Promise<AuditRow>
  list(filter: {
    user?: string
    since?: number
    writesOnly?: boolean
    limit: number
  }): Promise<readonly AuditRow[]>
  /** Walks the whole chain. */
  verify(): Promise<{ readonly rows: number; readonly brokenAt: number | null; readonly head: string | null }>
}
