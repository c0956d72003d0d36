import type { Table } from '../bot/cluster.ts'
import { notReadyRows } from '../bot/health/rows.ts'
import type { Body, View } from '../bot/view.ts'
import type { ApiKind, KubeObject } from '../core/kube.ts'
import { section } from './blocks.ts'
import { manifest } from './manifest.ts'
import { counted, nounOf, refName } from './nouns.ts'
import { textTable } from './table.ts'
import { code, md, plain } from './text.ts'

/** What a `get` found: rows as the server prints them, or whole objects. */
export type Got =
  | { readonly shape: 'tables'; readonly tables: readonly KindTable[] }
  | { readonly shape: 'objects'; readonly objects: readonly KubeObject[]; readonly more: boolean }

interface KindTable {
  readonly kind: ApiKind
  readonly table: Table
}

interface Asked {
  /** Null is everywhere. */
  readonly within: string | null
  readonly where: string
  readonly args: { readonly output: 'table' | 'wide' | 'yaml' | 'json' | 'name'; readonly limit: number }
}

/** The server's own table under one line that counts. */
export function getView(got: Got, asked: Asked): View {
  return got.shape === 'objects' ? objectsView(got, asked) : tablesView(got.tables, asked)
}

function objectsView({ objects, more }: Extract<Got, { shape: 'objects' }>, asked: Asked): View {
  const format = asked.args.output === 'json' ? 'json' : 'yaml'
  const [first] = objects
  if (!first) return headed('Nothing found', asked)
  const only =
    objects.length === 1 ? `${first.kind?.toLowerCase() ?? 'object'} ${first.metadata.name}` : undefined
  const head = only ?? `${counted(objects.length, 'object')}${more ? ', the first ones only' : ''}`
  return headed(head, asked, {
    title: `${head} as ${format.toUpperCase()}`,
    filename: `${only === undefined ? 'objects' : first.metadata.name}.${format}`,
    lines: manifest(objects, format),
    headerLines: 0,
  })
}

function tablesView(tables: readonly KindTable[], asked: Asked): View {
  const head = tables.map(summary).join(' · ')
  const shown = tables.filter(({ table }) => table.rows.length > 0)
  if (shown.length === 0) return headed(head, asked)
  const lines = shown.flatMap((one, index) => [...(index > 0 ? [''] : []), ...linesOf(one, asked)])
  return headed(head, asked, {
    title: head,
    filename: `${tables.map(({ kind }) => kind.plural).join('-')}.txt`,
    lines,
    headerLines: shown.length === 1 && asked.args.output !== 'name' ? 1 : 0,
  })
}

/** `12 pods, 1 not ready`; what the server holds beyond the limit is said too. */
function summary({ kind, table }: KindTable): string {
  const noun = nounOf(kind)
  if (table.rows.length === 0) return `no ${noun.many}`
  const unready = notReadyRows(table) ?? 0
  const more = table.remaining === null ? 0 : table.remaining
  return [
    `${table.rows.length} ${table.rows.length === 1 ? noun.one : noun.many}`,
    ...(unready > 0 ? [`${unready} not ready`] : []),
    ...(more > 0
      ? [`${more} more not shown: narrow it with -n, -l or --field-selector, or raise --limit`]
      : []),
  ].join(', ')
}

function linesOf({ kind, table }: KindTable, { within, args }: Asked): readonly string[] {
  if (args.output === 'name') return table.rows.map(({ name }) => refName(kind, name))
  const wide = args.output === 'wide'
  const rows = table.rows.map(({ cells }) => cells)
  if (!kind.namespaced || within !== null) return textTable(table.columns, rows, { wide })
  const withNamespace = table.rows.map(({ cells, namespace }) => [namespace ?? '', ...cells])
  return textTable([{ name: 'Namespace' }, ...table.columns], withNamespace, { wide })
}

function headed(head: string, { where }: Asked, body?: Body): View {
  const sentence = `${head.charAt(0).toUpperCase()}${head.slice(1)}`
  return {
    text: plain(`${sentence} in ${where}`),
    blocks: [section(md`${sentence} in ${code(where)}`)],
    ...(body ? { body } : {}),
  }
}
