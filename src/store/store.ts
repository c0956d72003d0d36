import { Kysely } from 'kysely'
import type { Store } from '../bot/store.ts'
import { createDoor, type Access } from './access.ts'
import { createApprovals } from './approvals.ts'
import { createAudit } from './audit.ts'
import { migrate } from './migrate.ts'
import { createOperations } from './operations.ts'
import { createOutbox } from './outbox.ts'
import { createSnapshots } from './snapshots.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

interface StoreOptions {
  /** A path, or `:memory:`. */
  readonly file: string
  /** How long a write waits for another process's. The process stands still meanwhile: keep it short. */
  readonly busyMs?: number
  /** The most pages (of 4 KiB) that the database may grow to: beyond it, writes fail as on a full disk. */
  readonly maxPages?: number
}

/** Opens the database, makes it or brings it up to date. */
export async function openStore({ file, busyMs = 2_000, maxPages }: StoreOptions): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect({ file, busyMs, maxPages }) })
  try {
    await migrate(db, file)
  } catch (error) {
    await db.destroy()
    throw explained(error, file)
  }
  const door = createDoor(db)
  return {
    ...parts(door),
    atomically: (work) =>
      door.atomically((inside) => work({ ...parts(inside), atomically: refuseToNest, close: refuseToClose })),
    async close() {
      // Taking the connection first lets a transaction that is under way come to its end.
      await door
        .db()
        .connection()
        .execute(async () => {})
      await db.destroy()
    },
  }
}

/** The system's and SQLite's own words do not say whose file it is. What else is thrown here is a sentence already. */
function explained(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  return new Error(
    `The database ${file} cannot be used: ${error.message}. Is its folder there, and may this user write in it? ` +
      'Another file is named with store.file (--store.file=… or ROUNDSMAN_STORE_FILE).',
    { cause: error },
  )
}

function parts(access: Access): Omit<Store, 'atomically' | 'close'> {
  return {
    approvals: createApprovals(access),
    operations: createOperations(access),
    snapshots: createSnapshots(access),
    outbox: createOutbox(access),
    audit: createAudit(access),

    async firstSight(payloadId, now) {
      const { numInsertedOrUpdatedRows } = await access
        .db()
        .insertInto('payloads')
        .values({ id: payloadId, seen_at: now })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },

    async prune(before) {
      await access.together(async (db) => {
        await db.deleteFrom('payloads').where('seen_at', '<', before).execute()
        await db.deleteFrom('snapshots').where('created_at', '<', before).execute()
        await db.deleteFrom('outbox').where('state', '=', 'sent').where('ended_at', '<', before).execute()
      })
    },

    async check() {
      await access
        .db()
        .insertInto('heartbeat')
        .values({ id: 1, beats: 1 })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((is) => ({ beats: is('heartbeat.beats', '+', 1) })),
        )
        .execute()
    },
  }
}

async function refuseToNest(): Promise<never> {
  throw new Error('Transactions do not nest: use the store that `atomically` has given')
}

async function refuseToClose(): Promise<never> {
  throw new Error('A store cannot be closed inside of its own transaction')
}
