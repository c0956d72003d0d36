import { isRecord } from './json.ts'

/** A metav1.Time: RFC 3339 with whole seconds. */
export const toTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** A metav1.MicroTime: exactly six fraction digits, or client-go refuses the object. */
export const toMicroTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 23)}000Z`

/**
 * A copy as Kubernetes would have stored it: times in their one spelling, and no nulls in objects, because Go
 * decodes them to absent fields. What belongs to people (labels, annotations, data) is left alone.
 */
export function settle<T>(value: T): T
export function settle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => settle(item))
  if (value instanceof Date) return value.toISOString()
  if (!isRecord(value)) return value
  const settled: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null || inner === undefined) continue
    settled[key] = untouched.has(key) ? structuredClone(inner) : settleTime(key, settle(inner))
  }
  return settled
}

const untouched = new Set(['labels', 'annotations', 'data', 'stringData', 'binaryData', 'fieldsV1'])
const microTimes = new Set(['eventTime', 'renewTime', 'acquireTime', 'lastObservedTime'])
const timestamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/

function settleTime(key: string, value: unknown): unknown {
  if (
    typeof value !== 'string' ||
    !(key.endsWith('Time') || key.endsWith('Timestamp') || key.endsWith('At'))
  ) {
    return value
  }
  const parts = timestamp.exec(value)
  if (parts === null) return value
  if (microTimes.has(key)) return `${parts[1]}.${(parts[2] ?? '').padEnd(6, '0').slice(0, 6)}Z`
  return `${parts[1]}Z`
}
