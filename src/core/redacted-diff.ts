import { canonical, diffObjects, sorted } from './diff.ts'
import type { FieldChange } from './kube.ts'
import { redactObject } from './redact.ts'

type Json = Exclude<FieldChange['before'], undefined>

/**
 * What differs between two objects, without secrets. The objects are redacted as a whole, while every name is still
 * there to judge by; and a secret that changed is a change although both of its masks look the same.
 */
export function redactedDiff(before: unknown, after: unknown): FieldChange[] {
  const hidden = { before: redactObject(sorted(before)), after: redactObject(sorted(after)) }
  return diffObjects(before, after, hidden).map(marked)
}

function marked({ path, before, after }: FieldChange): FieldChange {
  if (before === undefined || after === undefined || canonical(before) !== canonical(after))
    return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
  return { path, before, after: `${textOf(after)} (changed)` }
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : canonical(value)
}
