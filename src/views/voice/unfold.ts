import type { FieldChange } from '../../core/kube.ts'

type Json = Exclude<FieldChange['before'], undefined>

/** Longer than this, what is added or removed as a whole is told field by field, so that no field hides in a cut. */
const mostInOne = 200

/** One change, or one for each field of a big object that is only on one side. */
export function unfolded(change: FieldChange): FieldChange[] {
  const { path, before, after } = change
  if (before !== undefined && after !== undefined) return [change]
  const side = before === undefined ? 'after' : 'before'
  const value = change[side]
  if (value === undefined || typeof value !== 'object' || value === null) return [change]
  if (JSON.stringify(value).length <= mostInOne) return [change]
  return partsOf(path, value).flatMap(([where, part]) => unfolded({ path: where, [side]: part }))
}

function partsOf(path: string, value: { [key: string]: Json } | Json[]): [string, Json][] {
  if (Array.isArray(value)) return value.map((item, index) => [`${path}[${nameOf(item) ?? index}]`, item])
  return Object.entries(value).map(([key, part]) => [
    /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`,
    part,
  ])
}

function nameOf(item: Json): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  return typeof item['name'] === 'string' ? item['name'] : undefined
}
