import type { Selectable } from 'kysely'
import type { OperationStore } from '../bot/store.ts'
import { OperationRun } from '../core/approval.ts'
import type { Access } from './access.ts'
import type { Tables } from './tables.ts'

/** Runs of approved plans. One run an approval, by a unique column; one claim a run, by a conditional UPDATE. */
export function createOperations(access: Access): OperationStore {
  return {
    async create(run) {
      await access.db().insertInto('operations').values(toRow(run)).execute()
    },

    async get(id) {
      const row = await access
        .db()
        .selectFrom('operations')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && fromRow(row)
    },

    async ofApproval(approvalId) {
      const row = await access
        .db()
        .selectFrom('operations')
        .selectAll()
        .where('approval_id', '=', approvalId)
        .executeTakeFirst()
      return row && fromRow(row)
    },

    async claim(id, now) {
      const { numUpdatedRows } = await access
        .db()
        .updateTable('operations')
        .set({ state: 'running', started_at: now })
        .where('id', '=', id)
        .where('state', '=', 'queued')
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async finish(id, to, { now, detail, undoUntil }) {
      const { numUpdatedRows } = await access
        .db()
        .updateTable('operations')
        .set({ state: to, finished_at: now, detail, undo_until: undoUntil })
        .where('id', '=', id)
        .where('state', 'in', ['queued', 'running'])
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async markUndone(id, approvalId) {
      const { numUpdatedRows } = await access
        .db()
        .updateTable('operations')
        .set({ undone_by: approvalId })
        .where('id', '=', id)
        .where('undone_by', 'is', null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async describe(id, rollout) {
      await access
        .db()
        .updateTable('operations')
        .set({ rollout: JSON.stringify(rollout) })
        .where('id', '=', id)
        .execute()
    },

    async unfinished() {
      const rows = await access
        .db()
        .selectFrom('operations')
        .selectAll()
        .where('state', 'in', ['queued', 'running'])
        .orderBy('queued_at')
        .orderBy('id')
        .execute()
      return rows.map(fromRow)
    },
  }
}

function fromRow(row: Selectable<Tables['operations']>): OperationRun {
  return OperationRun.parse({
    id: row.id,
    approvalId: row.approval_id,
    state: row.state,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    detail: row.detail,
    undoUntil: row.undo_until,
    undoneBy: row.undone_by,
    rollout: row.rollout === null ? null : JSON.parse(row.rollout),
  })
}

function toRow(run: OperationRun): Selectable<Tables['operations']> {
  return {
    id: run.id,
    approval_id: run.approvalId,
    state: run.state,
    queued_at: run.queuedAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    detail: run.detail,
    undo_until: run.undoUntil,
    undone_by: run.undoneBy,
    rollout: run.rollout === null ? null : JSON.stringify(run.rollout),
  }
}
