import type { Resource } from '../../store/types.ts'
import { isCustom } from '../customs.ts'
import { ageColumn, type Column, nameColumn } from './column.ts'
import { customColumns } from './custom.ts'

const byKind: Readonly<Record<string, readonly Column[]>> = {}
const generic: readonly Column[] = [
  nameColumn,
  { name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp },
]

/** What kubectl prints of a kind. */
export const columnsOf = (resource: Resource): readonly Column[] =>
  isCustom(resource) ? customColumns(resource.columns) : (byKind[resource.kind] ?? generic)

export { ageColumn }
