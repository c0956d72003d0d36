import { isRecord, type Json, sameJson } from '../../store/json.ts'
import { itemKey, listKeys } from './lists.ts'

/** A FieldsV1 tree: `f:name` for fields, `k:{…}` for items of keyed lists, empty for leaves. */
export type Fields = { readonly [key: string]: Fields }

/** The fields that a configuration sets. */
export function fieldsOf(value: unknown, field = ''): Fields {
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`f:${key}`, fieldsOf(inner, key)]))
  }
  const keys = Array.isArray(value) ? listKeys(field, value) : undefined
  if (!Array.isArray(value) || keys === undefined || !value.every(isRecord)) return {}
  return Object.fromEntries(
    value.map((item) => [`k:${JSON.stringify(itemKey(item, keys))}`, { '.': {}, ...fieldsOf(item) }]),
  )
}

/** Two documents whose fields are compared. */
export interface Pair {
  readonly applied: unknown
  readonly live: unknown
}

/** Paths of the leaves that both field sets name and whose values differ in the two documents. */
export function clashes(mine: Fields, theirs: Fields, { applied, live }: Pair, at = ''): string[] {
  return Object.entries(mine).flatMap(([key, inner]) => {
    const other = theirs[key]
    if (key === '.' || other === undefined) return []
    const path = `${at}${pathOf(key)}`
    const pair = { applied: childOf(applied, key), live: childOf(live, key) }
    if (Object.keys(inner).length > 0) return clashes(inner, other, pair, path)
    // An object without fields claims none of those that others own inside of it.
    if (isRecord(pair.applied) && Object.keys(other).length > 0) return []
    return sameJson(pair.applied, pair.live) ? [] : [path]
  })
}

/** Takes away, in place, what was owned before, is not applied any more and belongs to nobody else. */
export function prune(live: unknown, before: Fields, now: Fields, others: readonly Fields[]): void {
  for (const [key, inner] of Object.entries(before)) {
    if (key === '.') continue
    const shared = others.flatMap((other) => (other[key] === undefined ? [] : [other[key]]))
    const still = now[key]
    if (still === undefined && shared.length === 0) removeChild(live, key)
    else prune(childOf(live, key), inner, still ?? {}, shared)
  }
}

function childOf(value: unknown, key: string): unknown {
  if (key.startsWith('f:')) return isRecord(value) ? value[key.slice(2)] : undefined
  return Array.isArray(value) ? value.find((item) => isItem(item, key)) : undefined
}

function removeChild(value: unknown, key: string): void {
  if (key.startsWith('f:') && isRecord(value)) delete value[key.slice(2)]
  if (!key.startsWith('k:') || !Array.isArray(value)) return
  const index = value.findIndex((item) => isItem(item, key))
  if (index >= 0) value.splice(index, 1)
}

function isItem(item: unknown, key: string): boolean {
  const wanted = keyOf(key)
  return isRecord(item) && sameJson(itemKey(item, Object.keys(wanted)), wanted)
}

function keyOf(key: string): Json {
  const parsed: unknown = JSON.parse(key.slice(2))
  return isRecord(parsed) ? parsed : {}
}

/** One step of a field's path as conflicts spell it: `.image`, `[name="app"]`. */
export function pathOf(key: string): string {
  if (key.startsWith('f:')) return `.${key.slice(2)}`
  const parts = Object.entries(keyOf(key)).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return `[${parts.join(',')}]`
}
