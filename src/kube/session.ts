import type { Session } from '../bot/cluster.ts'
import { logsWith } from './logs.ts'
import { getWith, listWith, type Ask } from './reads.ts'
import { canWith } from './reviews.ts'
import { tableWith } from './tables.ts'
import { writesWith } from './writes.ts'

/** All verbs, as one person. */
export function createSession(ask: Ask, watch: Session['watch']): Session {
  return {
    table: tableWith(ask),
    get: getWith(ask),
    list: listWith(ask),
    ...writesWith(ask),
    logs: logsWith(ask),
    watch,
    can: canWith(ask),
  }
}
