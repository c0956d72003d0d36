import { dig } from '../../store/json.ts'
import type { PrinterColumn } from '../customs.ts'
import { age, ageColumn, type Column, nameColumn } from './column.ts'

/** The columns that a CustomResourceDefinition asks for, or its objects' age. */
export function customColumns(columns: readonly PrinterColumn[]): readonly Column[] {
  return columns.length === 0 ? [nameColumn, ageColumn] : [nameColumn, ...columns.map(columnOf)]
}

function columnOf({ name, type, priority, path }: PrinterColumn): Column {
  return {
    name,
    type: knownTypes.find((known) => known === type) ?? 'string',
    wide: priority > 0,
    cell(object, now) {
      const value = valueAt(object, path)
      if (type === 'date') return typeof value === 'string' ? age(value, now) : null
      return value ?? null
    },
  }
}

const knownTypes = ['string', 'integer', 'number', 'boolean', 'date'] as const

/** The plain JSON paths of printer columns, and the one filter that they use: `[?(@.type=="Ready")]`. */
function valueAt(object: unknown, path: string): unknown {
  let here = object
  for (const [, field, filterField, filterValue, index] of path.matchAll(step)) {
    if (field !== undefined) here = dig(here, field.replaceAll('\\.', '.'))
    else if (!Array.isArray(here)) return undefined
    else if (index !== undefined) here = here[Number(index)]
    else here = here.find((item) => dig(item, filterField ?? '') === filterValue)
  }
  return here
}

const step = /\.((?:[\w-]|\\\.|\/)+)|\[\?\(@\.(\w+)\s*==\s*["']([^"']*)["']\)\]|\[(\d+)\]/g
