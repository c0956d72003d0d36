import type { Kysely, Selectable } from 'kysely'
import type { ApprovalStore } from '../bot/store.ts'
import { Approval, type Vote } from '../core/approval.ts'
import type { Access } from './access.ts'
import type { Tables } from './tables.ts'

/** Requests and their votes. Who wins a race is decided by one conditional UPDATE, never by reading first. */
export function createApprovals(access: Access): ApprovalStore {
  return {
    async create(approval) {
      await access.together(async (db) => {
        await db.insertInto('approvals').values(toRow(approval)).execute()
        if (approval.votes.length > 0)
          await db
            .insertInto('votes')
            .values(approval.votes.map((vote) => toVoteRow(approval.id, vote)))
            .execute()
      })
    },

    async get(id) {
      const rows = await access.db().selectFrom('approvals').selectAll().where('id', '=', id).execute()
      const [approval] = await withVotes(access.db(), rows)
      return approval
    },

    async list({ states, since, limit }) {
      let query = access.db().selectFrom('approvals').selectAll()
      if (states !== undefined) query = query.where('state', 'in', [...states])
      if (since !== undefined) query = query.where('created_at', '>=', since)
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return await withVotes(access.db(), rows)
    },

    async addVote(id, vote) {
      const { numInsertedOrUpdatedRows } = await access
        .db()
        .insertInto('votes')
        .values(toVoteRow(id, vote))
        .onConflict((conflict) => conflict.columns(['approval_id', 'team', 'user']).doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },

    async settle(id, to, now) {
      let update = access
        .db()
        .updateTable('approvals')
        .set({ state: to, decided_at: now })
        .where('id', '=', id)
        .where('state', '=', 'pending')
      if (to !== 'expired') update = update.where('expires_at', '>', now)
      return (await update.executeTakeFirstOrThrow()).numUpdatedRows === 1n
    },

    async revoke(id, now) {
      const { numUpdatedRows } = await access
        .db()
        .updateTable('approvals')
        .set({ state: 'void', decided_at: now })
        .where('id', '=', id)
        .where('state', '=', 'approved')
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async overdue(now) {
      const rows = await access
        .db()
        .selectFrom('approvals')
        .selectAll()
        .where('state', '=', 'pending')
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .execute()
      return await withVotes(access.db(), rows)
    },

    async takeReminders(now) {
      return await access.together(async (db) => {
        const rows = await db
          .updateTable('approvals')
          .set({ reminded: 1 })
          .where('state', '=', 'pending')
          .where('reminded', '=', 0)
          .where('votes_needed', '>', 0)
          .where('expires_at', '>', now)
          .where((is) => is(is('created_at', '+', is.ref('expires_at')), '<=', 2 * now))
          .returningAll()
          .execute()
        return await withVotes(db, rows)
      })
    },
  }
}

type Row = Selectable<Tables['approvals']>

async function withVotes(db: Kysely<Tables>, rows: readonly Row[]): Promise<readonly Approval[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const votes = await db
    .selectFrom('votes')
    .selectAll()
    .where('approval_id', 'in', ids)
    .orderBy('at')
    .orderBy('user')
    .execute()
  const byApproval = Map.groupBy(votes, (vote) => vote.approval_id)
  return rows.map((row) => fromRow(row, byApproval.get(row.id) ?? []))
}

function fromRow(row: Row, votes: readonly Selectable<Tables['votes']>[]): Approval {
  return Approval.parse({
    id: row.id,
    requestId: row.request_id,
    requester: JSON.parse(row.requester),
    place: JSON.parse(row.place),
    reason: row.reason,
    plan: JSON.parse(row.plan),
    requirement: JSON.parse(row.requirement),
    undoes: row.undoes,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: row.state,
    decidedAt: row.decided_at,
    reminded: row.reminded === 1,
    votes: votes.map((vote) => ({
      by: { team: vote.team, user: vote.user },
      verdict: vote.verdict,
      reason: vote.reason,
      at: vote.at,
    })),
  })
}

function toRow(approval: Approval): Row {
  return {
    id: approval.id,
    request_id: approval.requestId,
    requester: JSON.stringify(approval.requester),
    place: JSON.stringify(approval.place),
    reason: approval.reason,
    plan: JSON.stringify(approval.plan),
    requirement: JSON.stringify(approval.requirement),
    votes_needed: approval.requirement.votes,
    undoes: approval.undoes,
    created_at: approval.createdAt,
    expires_at: approval.expiresAt,
    state: approval.state,
    decided_at: approval.decidedAt,
    reminded: approval.reminded ? 1 : 0,
  }
}

function toVoteRow(approvalId: string, vote: Vote): Selectable<Tables['votes']> {
  return {
    approval_id: approvalId,
    team: vote.by.team,
    user: vote.by.user,
    verdict: vote.verdict,
    reason: vote.reason,
    at: vote.at,
  }
}
