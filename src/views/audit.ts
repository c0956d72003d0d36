import type { View } from '../bot/view.ts'
import type { AuditRow } from '../core/audit.ts'
import { section } from './blocks.ts'
import { counted } from './nouns.ts'
import { textTable } from './table.ts'
import { code, md, plain } from './text.ts'

const columns = ['TIME (UTC)', 'WHO', 'DID', 'OUTCOME', 'WHERE', 'LINE', 'ID', 'DETAIL']

/** Audit rows as a table, newest first. */
export function auditView(rows: readonly AuditRow[], most: number): View {
  const cut = rows.length >= most ? ', the newest ones only: narrow it with --user, --since or --writes' : ''
  const head =
    rows.length === 0 ? 'Nothing in the audit for that' : `${counted(rows.length, 'audit record')}${cut}`
  const shown = { text: plain(head), blocks: [section(md`*${head}*`)] }
  if (rows.length === 0) return shown
  return {
    ...shown,
    body: { title: head, filename: 'audit.txt', lines: textTable(columns, rows.map(cells)), headerLines: 1 },
  }
}

function cells({
  at,
  actor,
  action,
  outcome,
  cluster,
  namespace,
  line,
  approvalId,
  requestId,
  detail,
}: AuditRow): string[] {
  const where = cluster === null ? '-' : namespace === null ? cluster : `${cluster}/${namespace}`
  const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  const who = actor.slice(actor.lastIndexOf('/') + 1)
  return [time, who, action, outcome, where, line, approvalId ?? requestId, detail ?? '-']
}

interface Verified {
  readonly rows: number
  readonly brokenAt: number | null
  readonly head: string | null
}

/** Whether the chain holds, and its head, to be kept elsewhere. */
export function auditVerifyView({ rows, brokenAt, head }: Verified): View {
  if (brokenAt !== null) {
    const message = `The audit is broken at record ${brokenAt}: it or one before it was changed, removed or inserted. ${counted(rows, 'record')} before it hold.`
    return { text: plain(`❌ ${message}`), blocks: [section(md`❌ ${message}`)] }
  }
  const message = `The audit holds: ${counted(rows, 'record')}.`
  const kept = head === null ? md`` : md`\nHead: ${code(grouped(head))}`
  return { text: plain(`✅ ${message}`), blocks: [section(md`✅ ${message}${kept}`)] }
}

/** In groups, so that it can be read aloud and is not taken for a secret and masked. */
function grouped(hash: string): string {
  return hash.replace(/.{8}(?=.)/g, '$& ')
}
