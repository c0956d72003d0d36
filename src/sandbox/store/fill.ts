import { isRecord, type Json } from './json.ts'

/** Sets the fields that an object does not have yet; anything that is no object is left alone. */
export function fill(target: unknown, values: Json): void {
  if (!isRecord(target)) return
  for (const [key, value] of Object.entries(values)) target[key] ??= value
}
