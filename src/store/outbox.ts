import type { Kysely } from 'kysely'
import type { OutboxStore, Outgoing } from '../bot/store.ts'
import type { Access } from './access.ts'
import { dueEntries } from './due.ts'
import { laneOf, rootOf, StoredOutgoing } from './outgoing.ts'
import type { Tables } from './tables.ts'

/**
 * The queue of what is to be said. An entry's id is its position and its revision: when a message is replaced
 * while its older text is on the wire, the answer to the older one does not end the newer one.
 */
export function createOutbox(access: Access): OutboxStore {
  return {
    async put(outgoing, now) {
      await access.together(async (db) => {
        if (outgoing.kind === 'card' && (await replaceUnsent(db, outgoing))) return
        await db
          .insertInto('outbox')
          .values({
            revision: 1,
            lane: laneOf(outgoing),
            card: outgoing.kind === 'card' ? outgoing.key : null,
            root: rootOf(outgoing),
            outgoing: JSON.stringify(outgoing),
            attempts: 0,
            not_before: now,
            ambiguous: 0,
            state: 'waiting',
            created_at: now,
            ended_at: null,
            reason: null,
          })
          .execute()
      })
    },

    async due(now) {
      return await dueEntries(access.db(), now)
    },

    async begin(id) {
      await access
        .db()
        .updateTable('outbox')
        .set({ ambiguous: 1 })
        .where('position', '=', parseId(id).position)
        .where('state', '=', 'waiting')
        .execute()
    },

    async sent(id, { ts, channel, now }) {
      await access.together(async (db) => {
        const { position, revision } = parseId(id)
        const row = await db
          .selectFrom('outbox')
          .select(['card', 'lane'])
          .where('position', '=', position)
          .executeTakeFirstOrThrow()
        if (row.card !== null && ts !== null)
          await db
            .insertInto('cards')
            .values({ key: row.card, channel: channel ?? row.lane, ts })
            .onConflict((conflict) =>
              conflict.column('key').doUpdateSet((is) => ({
                channel: is.ref('excluded.channel'),
                ts: is.ref('excluded.ts'),
              })),
            )
            .execute()
        await end(db, { position, revision }, { state: 'sent', ended_at: now })
      })
    },

    async retry(id, { notBefore, ambiguous }) {
      await access
        .db()
        .updateTable('outbox')
        .set((is) => ({
          attempts: is('attempts', '+', 1),
          not_before: notBefore,
          ambiguous: ambiguous ? 1 : 0,
        }))
        .where('position', '=', parseId(id).position)
        .where('state', '=', 'waiting')
        .execute()
    },

    async dead(id, reason, now) {
      await access.together(async (db) => {
        const key = parseId(id)
        if (!(await end(db, key, { state: 'dead', ended_at: now, reason }))) return
        await buryReplies(db, key.position, now)
      })
    },

    async depth() {
      const { waiting } = await access
        .db()
        .selectFrom('outbox')
        .select((is) => is.fn.countAll<number>().as('waiting'))
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow()
      return waiting
    },

    async card(key) {
      return await access
        .db()
        .selectFrom('cards')
        .select(['channel', 'ts'])
        .where('key', '=', key)
        .executeTakeFirst()
    },
  }
}

/** The newest state of a card is the only one worth sending; it keeps its place in the queue and its delay. */
async function replaceUnsent(
  db: Kysely<Tables>,
  card: Extract<Outgoing, { kind: 'card' }>,
): Promise<boolean> {
  const waiting = await db
    .selectFrom('outbox')
    .select(['position', 'outgoing'])
    .where('card', '=', card.key)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (waiting === undefined) return false
  const unsent = StoredOutgoing.parse(JSON.parse(waiting.outgoing))
  await db
    .updateTable('outbox')
    .set((is) => ({
      outgoing: JSON.stringify({ ...unsent, message: card.message }),
      revision: is('revision', '+', 1),
      attempts: 0,
    }))
    .where('position', '=', waiting.position)
    .execute()
  return true
}

interface Key {
  readonly position: number
  readonly revision: number
}

function parseId(id: string): Key {
  const match = /^(\d+)\.(\d+)$/.exec(id)
  if (match === null) throw new Error(`${id} is not the id of an outbox entry`)
  return { position: Number(match[1]), revision: Number(match[2]) }
}

async function end(
  db: Kysely<Tables>,
  { position, revision }: Key,
  to: { state: 'sent' | 'dead'; ended_at: number; reason?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set(to)
    .where('position', '=', position)
    .where('revision', '=', revision)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** A first post that was given up leaves its thread without a root: replies would wait for ever, unseen. */
async function buryReplies(db: Kysely<Tables>, position: number, now: number): Promise<void> {
  const { card } = await db
    .selectFrom('outbox')
    .select('card')
    .where('position', '=', position)
    .executeTakeFirstOrThrow()
  if (card === null) return
  const posted = await db.selectFrom('cards').select('ts').where('key', '=', card).executeTakeFirst()
  if (posted !== undefined) return
  await db
    .updateTable('outbox')
    .set({ state: 'dead', ended_at: now, reason: 'the message whose thread this belongs to was given up' })
    .where('root', '=', card)
    .where('state', '=', 'waiting')
    .execute()
}
