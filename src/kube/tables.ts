import { z } from 'zod'
import type { Selection, Session, Table } from '../bot/cluster.ts'
import type { ApiKind } from '../core/kube.ts'
import { mapped, readAs } from './answers.ts'
import { gather, type Page } from './pages.ts'
import { collectionPath, objectPath } from './paths.ts'
import { ListMetadata, selecting, type Ask } from './reads.ts'
import { pairs } from './request.ts'
import { isSecret } from './secrets.ts'

type Row = Table['rows'][number]

const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io'

const TableBody = z.looseObject({
  kind: z.literal('Table'),
  metadata: ListMetadata(),
  columnDefinitions: z.array(
    z.looseObject({ name: z.string(), format: z.string().optional(), priority: z.number().default(0) }),
  ),
  rows: z
    .array(
      z.looseObject({
        cells: z.array(z.unknown()),
        object: z
          .looseObject({
            metadata: z
              .looseObject({ name: z.string().optional(), namespace: z.string().optional() })
              .optional(),
          })
          .nullish(),
      }),
    )
    .nullish(),
})

/** A server without tables (an aggregated API) answers with the objects. */
const Plain = z
  .looseObject({
    metadata: ListMetadata(),
    items: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })).nullish(),
  })
  .transform(({ metadata, items }) => ({
    metadata,
    columnDefinitions: [{ name: 'Name', format: 'name', priority: 0 }],
    rows: (items ?? []).map((object) => ({ cells: [object.metadata.name], object })),
  }))

/** What kubectl would print; of Secrets only what the server prints, never the objects. */
export function tableWith(ask: Ask): Session['table'] {
  return async (kind, selection) => {
    const { name, ...rest } = selection
    const path =
      name === undefined
        ? collectionPath({ ...kind, namespace: selection.namespace })
        : objectPath({ ...kind, namespace: selection.namespace, name })
    if (!path.ok) return path

    const secret = isSecret(kind)
    const includeObject = secret ? 'None' : 'Metadata'
    const accept = secret ? asTable : `${asTable},application/json`
    let columns: Table['columns'] = []
    const gathered = await gather<Row>(selection.limit ?? Infinity, async (size, token) => {
      const query =
        name === undefined
          ? selecting(rest, { limit: size, continue: token ?? undefined, includeObject })
          : pairs({ includeObject })
      const request = { verb: 'table', method: 'GET', path: path.value, query, accept } as const
      const answer = readAs(await ask({ ...request, repeat: 'read', keep: !secret }), bodyFor(secret))
      if (answer.ok && columns.length === 0) columns = columnsOf(answer.value)
      return mapped(answer, (body) => pageOf(body, kind, selection))
    })
    return mapped(gathered, ({ items, remaining }) => ({ columns, rows: items, remaining }))
  }
}

type Body = Pick<z.output<typeof TableBody>, 'metadata' | 'columnDefinitions' | 'rows'>

function bodyFor(secret: boolean): z.ZodType<Body> {
  return secret ? TableBody : z.union([TableBody, Plain])
}

function columnsOf(body: Body): Table['columns'] {
  return body.columnDefinitions.map(({ name, priority }) => ({ name, priority }))
}

function pageOf(body: Body, kind: ApiKind, selection: Selection): Page<Row> {
  const nameAt = Math.max(
    0,
    body.columnDefinitions.findIndex(
      ({ format, name }) => format === 'name' || name.toLowerCase() === 'name',
    ),
  )
  return {
    items: (body.rows ?? []).map(({ cells, object }) => {
      const words = cells.map(wordOf)
      return {
        cells: words,
        name: object?.metadata?.name ?? words[nameAt] ?? '',
        namespace: kind.namespaced ? (object?.metadata?.namespace ?? selection.namespace) : null,
      }
    }),
    next: body.metadata.continue || null,
    remaining: body.metadata.remainingItemCount ?? null,
  }
}

function wordOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell
  return JSON.stringify(cell)
}
