import type { Generated } from 'kysely'

/** The columns as the database has them: flags are 0 or 1, times epoch milliseconds, structures JSON text. */
export interface Tables {
  approvals: ApprovalTable
  votes: VoteTable
  operations: OperationTable
  snapshots: SnapshotTable
  outbox: OutboxTable
  cards: CardTable
  audit: AuditTable
  payloads: { id: string; seen_at: number }
  /** Written by the health check: a database that can be read is not yet one that can be written. */
  heartbeat: { id: number; beats: number }
}

interface ApprovalTable {
  id: string
  request_id: string
  requester: string
  place: string
  reason: string | null
  plan: string
  requirement: string
  /** `requirement.votes` again, to leave own Confirms out of the reminders. */
  votes_needed: number
  undoes: string | null
  created_at: number
  expires_at: number
  state: string
  decided_at: number | null
  reminded: number
}

interface VoteTable {
  approval_id: string
  team: string
  user: string
  verdict: string
  reason: string | null
  at: number
}

interface OperationTable {
  id: string
  approval_id: string
  state: string
  queued_at: number
  started_at: number | null
  finished_at: number | null
  detail: string | null
  undo_until: number | null
  undone_by: string | null
  rollout: string | null
}

interface SnapshotTable {
  id: string
  team: string
  user: string
  title: string
  filename: string
  text: string
  header_lines: number
  place: string
  asked: string
  created_at: number
}

interface OutboxTable {
  position: Generated<number>
  /** Rises when the message is replaced, so that what is being sent is not taken for what is to be sent. */
  revision: number
  /** The channel, or the person for direct messages: order is kept within it. */
  lane: string
  /** The key of the card that this posts or edits. */
  card: string | null
  /** The key of the card whose thread this belongs to. */
  root: string | null
  outgoing: string
  attempts: number
  not_before: number
  ambiguous: number
  state: 'waiting' | 'sent' | 'dead'
  created_at: number
  ended_at: number | null
  reason: string | null
}

interface CardTable {
  key: string
  channel: string
  ts: string
}

export interface AuditTable {
  seq: number
  at: number
  request_id: string
  actor: string
  kubernetes_user: string | null
  action: string
  outcome: string
  risk: string
  cluster: string | null
  namespace: string | null
  line: string
  approval_id: string | null
  detail: string | null
  previous: string
  hash: string
}
