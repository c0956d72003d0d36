export type Json = Record<string, unknown>

/** Whether a value is a JSON object: neither null nor a list. */
export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a path of fields, undefined where any of them is missing. */
export function dig(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const field of path) {
    if (!isRecord(here)) return undefined
    here = here[field]
  }
  return here
}

/** The list at a path; anything else is an empty list. */
export function digList(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = dig(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The string at a path; anything else is the fallback. */
export function digText(value: unknown, ...path: readonly string[]): string | undefined {
  const found = dig(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** The number at a path. */
export function digNumber(value: unknown, ...path: readonly string[]): number | undefined {
  const found = dig(value, ...path)
  return typeof found === 'number' ? found : undefined
}

/** The object of strings at a path (labels, annotations, match labels); other values are left out. */
export function digTexts(value: unknown, ...path: readonly string[]): Record<string, string> {
  const found = dig(value, ...path)
  if (!isRecord(found)) return {}
  const texts: Record<string, string> = {}
  for (const [key, text] of Object.entries(found)) if (typeof text === 'string') texts[key] = text
  return texts
}

/** Equality of JSON values; the order of an object's keys does not count, absent and undefined are the same. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
    return left.every((item, index) => sameJson(item, right[index]))
  }
  if (!isRecord(left) || !isRecord(right)) return false
  for (const key of Object.keys(left)) if (!sameJson(left[key], right[key])) return false
  for (const key of Object.keys(right)) if (!(key in left) && right[key] !== undefined) return false
  return true
}

/** Freezes a value all the way down: stored objects are shared with readers, who must not change them. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) freeze(inner)
  }
  return value
}
