import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The tables of the first release. */
export const first: Migration = {
  async up(db: Kysely<unknown>) {
    await createApprovals(db)
    await createOutbox(db)
    await createAudit(db)
    await createOdds(db)
  },
}

async function createApprovals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('approvals')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('requester', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('requirement', 'text', (column) => column.notNull())
    .addColumn('votes_needed', 'integer', (column) => column.notNull())
    .addColumn('undoes', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('decided_at', 'bigint')
    .addColumn('reminded', 'integer', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('approvals_by_state').on('approvals').columns(['state', 'expires_at']).execute()
  await db.schema.createIndex('approvals_by_age').on('approvals').column('created_at').execute()

  await db.schema
    .createTable('votes')
    .addColumn('approval_id', 'text', (column) => column.notNull().references('approvals.id'))
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('votes_one_each', ['approval_id', 'team', 'user'])
    .execute()

  await db.schema
    .createTable('operations')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('approval_id', 'text', (column) => column.notNull().unique().references('approvals.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('queued_at', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('detail', 'text')
    .addColumn('undo_until', 'bigint')
    .addColumn('undone_by', 'text')
    .addColumn('rollout', 'text')
    .execute()
  await db.schema.createIndex('operations_by_state').on('operations').column('state').execute()
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('card', 'text')
    .addColumn('root', 'text')
    .addColumn('outgoing', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('not_before', 'bigint', (column) => column.notNull())
    .addColumn('ambiguous', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('reason', 'text')
    .execute()
  await db.schema.createIndex('outbox_in_order').on('outbox').columns(['state', 'lane', 'position']).execute()
  await db.schema
    .createIndex('outbox_one_edit')
    .on('outbox')
    .column('card')
    .unique()
    .where(sql.ref('state'), '=', sql.lit('waiting'))
    .execute()

  await db.schema
    .createTable('cards')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('ts', 'text', (column) => column.notNull())
    .execute()
}

async function createAudit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('seq', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('kubernetes_user', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('risk', 'text', (column) => column.notNull())
    .addColumn('cluster', 'text')
    .addColumn('namespace', 'text')
    .addColumn('line', 'text', (column) => column.notNull())
    .addColumn('approval_id', 'text')
    .addColumn('detail', 'text')
    // Unique, so that the chain cannot fork, whoever appends at the same time.
    .addColumn('previous', 'text', (column) => column.notNull().unique())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_by_age').on('audit').column('at').execute()
}

async function createOdds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('snapshots')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('filename', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('header_lines', 'integer', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('asked', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('payloads')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('heartbeat')
    .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('beats', 'integer', (column) => column.notNull())
    .execute()
}
