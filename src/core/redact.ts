import type { z } from 'zod'
import { maskAssignments } from './assignments.ts'
import { maskEntropy } from './entropy.ts'
import { maskJsonManifests } from './json-manifests.ts'
import { flagTakesSecret, maskFlags } from './secret-flags.ts'
import { lastApplied, mask } from './mask.ts'
import { maskShapes } from './secret-shapes.ts'
import { isSensitiveKey } from './sensitive-key.ts'
import { maskYaml } from './yaml-manifests.ts'

/**
 * The text without what looks like a secret. Best effort by nature, and to be done on the whole text: before it is
 * cut, wrapped or escaped. Doing it twice changes nothing.
 */
export function redact(text: string): string {
  return maskEntropy(maskShapes(maskAssignments(maskFlags(maskJsonManifests(maskYaml(text))))))
}

type Json = z.output<ReturnType<typeof z.json>>

/** The same object without secrets: by key, by `name` and `value` pairs, by kind, and by the shape of its texts. */
export function redactObject(value: Json): Json {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((one, index) => redactItem(one, value[index - 1]))
  if (!isRecord(value)) return value
  const hidden = hiddenKeys(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, hidden(key) ? maskAll(one) : redactObject(one)]),
  )
}

/** An argument is judged by the flag in front of it. */
function redactItem(item: Json, before: Json | undefined): Json {
  if (typeof item !== 'string' || typeof before !== 'string') return redactObject(item)
  return flagTakesSecret(before, item) ? mask : redact(item)
}

function hiddenKeys(value: Record<string, Json>): (key: string) => boolean {
  const secret = value['kind'] === 'Secret'
  const named = typeof value['name'] === 'string' && isSensitiveKey(value['name'])
  return (key) =>
    key === lastApplied ||
    key === 'stringData' ||
    (key === 'data' && secret) ||
    (key === 'value' && named) ||
    (isSensitiveKey(key) && !isRecord(value[key]))
}

/** Names and switches stay: they say what is there, not what it is. */
function maskAll(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((one) => (isRecord(one) ? redactObject(one) : maskAll(one)))
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskAll(one)]))
  return value === undefined || value === null || typeof value === 'boolean' || value === ''
    ? (value ?? null)
    : mask
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
