import { z } from 'zod'
import { Plan } from './plan.ts'

export const ApprovalState = z.enum(['pending', 'approved', 'denied', 'expired', 'cancelled', 'void'])
export type ApprovalState = z.output<typeof ApprovalState>

/** Who was asked, as the policy said when the request was made. */
export const Requirement = z.object({
  ruleId: z.string(),
  /** 0 means: the requester's own Confirm. */
  votes: z.int().min(0),
  groups: z.array(z.string()),
  people: z.array(z.string()),
  usergroups: z.array(z.string()),
  allowSelf: z.boolean(),
  expiresInMs: z.int().positive(),
  reason: z.enum(['optional', 'required']),
})
export type Requirement = z.output<typeof Requirement>

export const PersonRef = z.object({ team: z.string(), user: z.string() })
export type PersonRef = z.output<typeof PersonRef>

export const PlaceRef = z.object({
  channel: z.string(),
  /** Set when the request came from a thread. */
  thread: z.string().nullable(),
  direct: z.boolean(),
})
export type PlaceRef = z.output<typeof PlaceRef>

export const Vote = z.object({
  by: PersonRef,
  verdict: z.enum(['approve', 'deny']),
  reason: z.string().nullable(),
  at: z.int(),
})
export type Vote = z.output<typeof Vote>

/** A write on hold. It stores the plan, never a function: it must outlive a restart. Times in epoch ms. */
export const Approval = z.object({
  id: z.string(),
  requestId: z.string(),
  requester: PersonRef,
  place: PlaceRef,
  reason: z.string().nullable(),
  plan: Plan,
  requirement: Requirement,
  /** The operation that this undoes, if it is an Undo. */
  undoes: z.string().nullable(),
  createdAt: z.int(),
  expiresAt: z.int(),
  state: ApprovalState,
  decidedAt: z.int().nullable(),
  reminded: z.boolean(),
  votes: z.array(Vote),
})
export type Approval = z.output<typeof Approval>

export const OperationState = z.enum([
  'queued',
  'running',
  'applied',
  'notApplied',
  'unknown',
  'refused',
  'stale',
])
export type OperationState = z.output<typeof OperationState>

/** How a rollout that followed a write ended, as it was seen. */
export const RolloutEnd = z.object({
  kind: z.enum(['done', 'failed', 'timedOut', 'unseen']),
  text: z.string(),
})
export type RolloutEnd = z.output<typeof RolloutEnd>

/** One run of an approved plan: made in the transaction that approved it, claimed at most once. */
export const OperationRun = z.object({
  id: z.string(),
  approvalId: z.string(),
  state: OperationState,
  queuedAt: z.int(),
  startedAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
  /** One sentence for people: why it was refused, what is unknown. */
  detail: z.string().nullable(),
  /** Until when [Undo] is offered; null when there is no inverse. */
  undoUntil: z.int().nullable(),
  undoneBy: z.string().nullable(),
  /** Null while it is being followed, and where nothing is. */
  rollout: RolloutEnd.nullable(),
})
export type OperationRun = z.output<typeof OperationRun>
