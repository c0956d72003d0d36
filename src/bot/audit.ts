import { createHash } from 'node:crypto'
import { AuditEvent } from '../core/audit.ts'

/** The hash that binds an event to everything before it. */
export function linkHash(previous: string, event: AuditEvent): string {
  return createHash('sha256').update(previous).update(canonical(event)).digest('hex')
}

/** Fields in one order, those that are null left out: a field that a later version adds breaks no older row. */
function canonical(event: AuditEvent): string {
  const said = Object.entries(AuditEvent.parse(event)).filter(([, value]) => value !== null)
  return JSON.stringify(Object.fromEntries(said.toSorted(([a], [b]) => (a < b ? -1 : 1))))
}
