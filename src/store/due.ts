import type { Kysely } from 'kysely'
import type { OutboxEntry, Outgoing } from '../bot/store.ts'
import { StoredOutgoing } from './outgoing.ts'
import type { Tables } from './tables.ts'

/** What may be sent now: at most one entry of each lane. */
export async function dueEntries(db: Kysely<Tables>, now: number): Promise<readonly OutboxEntry[]> {
  const rows = await heads(db).where('outbox.not_before', '<=', now).orderBy('outbox.position').execute()
  return rows.map(toEntry)
}

/**
 * The first entry of each lane that could be sent. Replies to a root that is not posted yet are stepped over,
 * because the root may stand behind them; a delayed entry holds its lane, because order matters more.
 */
function heads(db: Kysely<Tables>) {
  return db
    .selectFrom('outbox')
    .leftJoin('cards as own', 'own.key', 'outbox.card')
    .leftJoin('cards as root', 'root.key', 'outbox.root')
    .where('outbox.position', 'in', (is) =>
      is
        .selectFrom('outbox as queued')
        .leftJoin('cards as posted', 'posted.key', 'queued.root')
        .where('queued.state', '=', 'waiting')
        .where((where) => where.or([where('queued.root', 'is', null), where('posted.ts', 'is not', null)]))
        .groupBy('queued.lane')
        .select((select) => select.fn.min('queued.position').as('first')),
    )
    .select([
      'outbox.position',
      'outbox.revision',
      'outbox.outgoing',
      'outbox.attempts',
      'outbox.ambiguous',
      'outbox.created_at',
      'own.ts as own_ts',
      'own.channel as own_channel',
      'root.ts as root_ts',
      'root.channel as root_channel',
    ])
}

type Head = Awaited<ReturnType<ReturnType<typeof heads>['executeTakeFirstOrThrow']>>

function toEntry(row: Head): OutboxEntry {
  const outgoing = StoredOutgoing.parse(JSON.parse(row.outgoing))
  // Slack opens a direct message under a channel id of its own: edits and replies must name that one.
  const channel = row.own_channel ?? row.root_channel
  return {
    id: `${row.position}.${row.revision}`,
    outgoing: outgoing.kind === 'file' || channel === null ? outgoing : { ...outgoing, channel },
    attempts: row.attempts,
    createdAt: row.created_at,
    ambiguous: row.ambiguous === 1,
    ts: row.own_ts,
    threadTs: threadOf(outgoing, row.root_ts),
  }
}

function threadOf(outgoing: Outgoing, rootTs: string | null): string | undefined {
  if (outgoing.kind === 'file' || outgoing.thread === null) return undefined
  return 'ts' in outgoing.thread ? outgoing.thread.ts : (rootTs ?? undefined)
}
