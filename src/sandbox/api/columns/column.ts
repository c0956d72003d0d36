import { dig, digTexts } from '../../store/json.ts'
import type { KubeObject } from '../../store/types.ts'

/** One column of a kind's table. */
export interface Column {
  readonly name: string
  readonly type?: 'string' | 'integer' | 'date' | 'boolean' | 'number'
  /** Only shown with `-o wide`. */
  readonly wide?: boolean
  readonly cell: (object: KubeObject, now: number) => unknown
}

export const nameColumn: Column = { name: 'Name', cell: ({ metadata }) => metadata.name }
export const ageColumn: Column = {
  name: 'Age',
  cell: ({ metadata }, now) => age(metadata.creationTimestamp, now),
}

/** A column that shows the text, or the number as text, at a path. */
export const textColumn = (
  name: string,
  path: string,
  { none = '<none>', wide = false }: { none?: string; wide?: boolean } = {},
): Column => ({
  name,
  wide,
  cell(object) {
    const found = dig(object, ...path.split('.'))
    return typeof found === 'number' ? String(found) : found || none
  },
})

/** A column that shows the number at a path. */
export const numberColumn = (name: string, path: string): Column => ({
  name,
  type: 'integer',
  cell: (object) => dig(object, ...path.split('.')) ?? 0,
})

/** Labels or selectors as `a=b,c=d`. */
export const pairs = (object: unknown, ...path: readonly string[]): string =>
  Object.entries(digTexts(object, ...path))
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join(',') || '<none>'

/** How long ago a time was, in kubectl's short spelling: 5m12s, 3h, 2d4h. */
export function age(time: string | undefined, now: number): string {
  const then = Date.parse(time ?? '')
  return Number.isNaN(then) ? '<unknown>' : duration(now - then)
}

/** A span in kubectl's short spelling. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.floor(hours / 24)
  if (hours < 192) return two(days, 'd', hours % 24, 'h')
  if (days < 730) return `${days}d`
  const years = Math.floor(days / 365)
  return years < 8 ? two(years, 'y', days % 365, 'd') : `${years}y`
}

const two = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`
