import type { FieldChange } from './kube.ts'
import { redactObject } from './redact.ts'

/** A changed field without secrets: judged by its key too, because `password: x` is one only with its name. */
export function redactChange({ path, before, after }: FieldChange): FieldChange {
  return {
    path,
    ...(before === undefined ? {} : { before: redactAt(path, before) }),
    ...(after === undefined ? {} : { after: redactAt(path, after) }),
  }
}

type Json = Exclude<FieldChange['before'], undefined>

function redactAt(path: string, value: Json): Json {
  const key = nameAt(path)
  const redacted = redactObject({ [key]: value })
  const byKey = isRecord(redacted) ? redacted[key] : undefined
  return byKey ?? value
}

/** `spec.containers[api].env[DB_PASSWORD].value` is about DB_PASSWORD. */
function nameAt(path: string): string {
  const env = /\[([^\]]+)\]\.value$/.exec(path)?.[1]
  return env ?? /([^.[\]]+)\]?$/.exec(path)?.[1] ?? path
}

function isRecord(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
