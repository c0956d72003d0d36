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
