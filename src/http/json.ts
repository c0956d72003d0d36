import type { redactObject } from '../core/redact.ts'

type Json = Parameters<typeof redactObject>[0]

/** Anything as plain data: errors with their cause, no circles, no functions, not endlessly deep. */
export function toJson(value: unknown, seen: readonly object[] = []): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'bigint':
      return String(value)
    case 'undefined':
    case 'function':
    case 'symbol':
      return null
    case 'object':
      return value === null ? null : fromObject(value, seen)
  }
}

const deepest = 8

function fromObject(value: object, seen: readonly object[]): Json {
  if (seen.includes(value)) return '(circular)'
  if (seen.length >= deepest) return '(too deep)'
  const inside = [...seen, value]
  if (value instanceof Date) return Number.isNaN(value.valueOf()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Map) return toJson(Object.fromEntries(value), inside)
  if (value instanceof Set) return toJson([...value], inside)
  if (value instanceof Uint8Array) return `(${value.length} bytes)`
  if (Array.isArray(value)) return value.map((one) => toJson(one, inside))
  const own = Object.entries(value).filter(([, one]) => one !== undefined && typeof one !== 'function')
  const fields = Object.fromEntries(own.map(([key, one]) => [key, toJson(one, inside)]))
  if (!(value instanceof Error)) return fields
  const { name, message, stack, cause } = value
  return {
    ...fields,
    name,
    message,
    stack: stack === undefined ? null : frames(stack, message),
    ...(cause === undefined ? {} : { cause: toJson(cause, inside) }),
  }
}

/** Only where it was: the message is a field of its own. */
function frames(stack: string, message: string): string {
  const at = stack.indexOf(message)
  return at < 0 ? stack : stack.slice(at + message.length).trimStart()
}
