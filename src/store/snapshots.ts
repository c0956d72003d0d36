import type { SnapshotStore } from '../bot/store.ts'
import { Asked } from '../core/access.ts'
import type { Access } from './access.ts'

/** Results kept for paging and downloads. */
export function createSnapshots(access: Access): SnapshotStore {
  return {
    async put({ id, owner, title, filename, text, headerLines, where, asked, createdAt }) {
      await access
        .db()
        .insertInto('snapshots')
        .values({
          id,
          team: owner.team,
          user: owner.user,
          title,
          filename,
          text,
          header_lines: headerLines,
          place: where,
          asked: JSON.stringify(asked),
          created_at: createdAt,
        })
        .execute()
    },

    async get(id) {
      const row = await access
        .db()
        .selectFrom('snapshots')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { team, user, title, filename, text, header_lines, place, asked, created_at } = row
      return {
        id,
        owner: { team, user },
        title,
        filename,
        text,
        headerLines: header_lines,
        where: place,
        asked: Asked.parse(JSON.parse(asked)),
        createdAt: created_at,
      }
    },
  }
}
