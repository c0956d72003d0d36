import type { KubeObject, Resource } from '../store/types.ts'
import { columnsOf } from './columns/index.ts'
import type { Column } from './columns/column.ts'
import { metadataOnly } from './view.ts'

export interface Table {
  readonly kind: 'Table'
  readonly apiVersion: 'meta.k8s.io/v1'
  readonly metadata: unknown
  readonly columnDefinitions: unknown
  readonly rows: readonly unknown[]
}

/** Objects as the rows that kubectl prints. */
export function toTable(
  objects: readonly KubeObject[],
  metadata: unknown,
  { resource, include, now }: { resource: Resource; include: string | null; now: number },
): Table {
  const columns = columnsOf(resource)
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(definition),
    rows: objects.map((object) => ({
      cells: columns.map(({ cell }) => cell(object, now)),
      ...(include === 'None' ? {} : { object: include === 'Object' ? object : metadataOnly(object) }),
    })),
  }
}

const definition = ({ name, type = 'string', wide = false }: Column): unknown => ({
  name,
  type,
  format: name === 'Name' ? 'name' : '',
  description: '',
  priority: wide ? 1 : 0,
})
