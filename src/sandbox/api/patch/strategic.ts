import { isRecord, type Json } from '../../store/json.ts'
import { listKeys } from './lists.ts'

const setOrder = '$setElementOrder/'
const deleteFrom = '$deleteFromPrimitiveList/'

/** Strategic merge patch: lists of named things merge by name, with the `$…` directives that kubectl sends. */
export function strategicMerge(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return structuredClone(patch)
  if (patch['$patch'] === 'delete') return {}
  const directives = new Set(['$patch', '$retainKeys'])
  if (patch['$patch'] === 'replace') {
    return Object.fromEntries(Object.entries(patch).filter(([key]) => !directives.has(key)))
  }
  const merged: Json = isRecord(target) ? { ...target } : {}
  const retained = patch['$retainKeys']
  if (Array.isArray(retained)) {
    for (const key of Object.keys(merged)) if (!retained.includes(key)) delete merged[key]
  }
  for (const [key, value] of Object.entries(patch)) {
    if (directives.has(key) || key.startsWith(setOrder)) continue
    if (key.startsWith(deleteFrom)) dropFrom(merged, key.slice(deleteFrom.length), value)
    else if (value === null) delete merged[key]
    else merged[key] = mergeField(merged[key], value, key, patch[`${setOrder}${key}`])
  }
  return merged
}

function dropFrom(merged: Json, field: string, unwanted: unknown): void {
  const current = merged[field]
  if (!Array.isArray(current) || !Array.isArray(unwanted)) return
  merged[field] = current.filter((item) => !unwanted.includes(item))
}

function mergeField(current: unknown, value: unknown, field: string, order: unknown): unknown {
  if (!Array.isArray(value)) return strategicMerge(current, value)
  const items: readonly unknown[] = Array.isArray(current) ? current : []
  if (field === 'finalizers') return [...new Set([...items, ...value])]
  // A strategic merge goes by the first key alone: two protocols on one port number are one item to it.
  const key = listKeys(field, [...value, ...items])?.[0]
  if (key === undefined || !value.every(isRecord)) return withoutDirectives(value)
  return inOrder(mergeItems(items.filter(isRecord), value, key), key, order)
}

const withoutDirectives = (items: readonly unknown[]): unknown[] =>
  structuredClone(items.filter((item) => !isRecord(item) || item['$patch'] === undefined))

function mergeItems(items: readonly Json[], patch: readonly Json[], key: string): unknown[] {
  if (patch.some((item) => item['$patch'] === 'replace')) return withoutDirectives(patch)
  const merged: Json[] = [...items]
  for (const item of patch) {
    const index = merged.findIndex((one) => one[key] === item[key])
    if (item['$patch'] === 'delete') {
      if (index >= 0) merged.splice(index, 1)
      continue
    }
    const result = strategicMerge(index < 0 ? {} : merged[index], item)
    if (!isRecord(result)) continue
    if (index < 0) merged.push(result)
    else merged[index] = result
  }
  return merged
}

function inOrder(items: readonly unknown[], key: string, order: unknown): readonly unknown[] {
  if (!Array.isArray(order)) return items
  const places = new Map(order.filter(isRecord).map((item, place) => [item[key], place]))
  const placeOf = (item: unknown) => (isRecord(item) ? (places.get(item[key]) ?? places.size) : places.size)
  return items.toSorted((left, right) => placeOf(left) - placeOf(right))
}
