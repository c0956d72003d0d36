import { sql, type Kysely, type Selectable } from 'kysely'
import { linkHash } from '../bot/audit.ts'
import type { AuditStore } from '../bot/store.ts'
import { AuditEvent, AuditRow } from '../core/audit.ts'
import { isWrite, risks } from '../core/risk.ts'
import type { Access } from './access.ts'
import type { Tables } from './tables.ts'

/** Who did what, each row bound to the one before by its hash. */
export function createAudit(access: Access): AuditStore {
  return {
    async append(event) {
      return await access.together(async (db) => {
        const head = await headOf(db)
        const previous = head?.hash ?? ''
        const row = {
          ...AuditEvent.parse(event),
          seq: (head?.seq ?? 0) + 1,
          previous,
          hash: linkHash(previous, event),
        }
        await db.insertInto('audit').values(toRow(row)).execute()
        return row
      })
    },

    async list({ user, since, writesOnly, limit }) {
      let query = access.db().selectFrom('audit').selectAll()
      if (user !== undefined) query = query.where((is) => is.or([is('actor', '=', user), endsWith(user)]))
      if (since !== undefined) query = query.where('at', '>=', since)
      if (writesOnly === true) query = query.where('risk', 'in', risks.filter(isWrite))
      const rows = await query.orderBy('seq', 'desc').limit(limit).execute()
      return rows.map((row) => AuditRow.parse(fromRow(row)))
    },

    async verify() {
      let rows = 0
      let previous = ''
      for (;;) {
        const page = await access
          .db()
          .selectFrom('audit')
          .selectAll()
          .where('seq', '>', rows)
          .orderBy('seq')
          .limit(pageSize)
          .execute()
        for (const row of page) {
          if (!follows(row, rows + 1, previous)) return { rows, brokenAt: rows + 1, head: previous || null }
          rows += 1
          previous = row.hash
        }
        if (page.length < pageSize) return { rows, brokenAt: null, head: previous || null }
      }
    },
  }
}

const pageSize = 500

async function headOf(db: Kysely<Tables>): Promise<{ seq: number; hash: string } | undefined> {
  return await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** `slack:T…/U…` by the user's id alone. */
function endsWith(user: string) {
  return sql<boolean>`substr(actor, length(actor) - length(${user})) = ${`/${user}`}`
}

type Row = Selectable<Tables['audit']>

function follows(row: Row, seq: number, previous: string): boolean {
  const event = AuditEvent.safeParse(fromRow(row))
  return (
    event.success &&
    row.seq === seq &&
    row.previous === previous &&
    row.hash === linkHash(previous, event.data)
  )
}

function fromRow({ request_id, kubernetes_user, approval_id, ...row }: Row) {
  return { ...row, requestId: request_id, kubernetesUser: kubernetes_user, approvalId: approval_id }
}

function toRow({ requestId, kubernetesUser, approvalId, ...row }: AuditRow): Row {
  return { ...row, request_id: requestId, kubernetes_user: kubernetesUser, approval_id: approvalId }
}
