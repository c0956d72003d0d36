import type { z } from 'zod'
import type { FieldChange, KubeObject } from './kube.ts'

type Json = z.output<ReturnType<typeof z.json>>
type Fields = Readonly<Record<string, unknown>>

/**
 * What differs between two objects, as paths that a person can read; what the server itself moves is left out.
 * `shown` are the same two with some values replaced: the real ones decide what differs, these are what is told.
 */
export function diffObjects(
  before: unknown,
  after: unknown,
  shown: { readonly before: unknown; readonly after: unknown } = { before, after },
): FieldChange[] {
  return changes(
    '',
    { real: meant(before), shown: meant(shown.before) },
    { real: meant(after), shown: meant(shown.after) },
  )
}

/** JSON with sorted keys: equal text means equal value. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value))
}

/** What somebody wants of the object, to be hashed. A scale binds `replicas` too; an autoscaler moves them otherwise. */
export function specOf(object: KubeObject, withReplicas: boolean): Json {
  const { apiVersion: _version, kind: _kind, metadata: _metadata, status: _status, ...content } = object
  const spec = content['spec']
  if (!isFields(spec)) return sorted(spec === undefined ? content : spec)
  return sorted(withReplicas ? spec : without(spec, ['replicas']))
}

const moving = ['managedFields', 'resourceVersion', 'generation', 'creationTimestamp', 'uid']

function meant(object: unknown): unknown {
  if (!isFields(object)) return object
  const { metadata, ...rest } = without(object, ['status'])
  return isFields(metadata) ? { ...rest, metadata: without(metadata, moving) } : { ...rest, metadata }
}

/** A value, and what is told of it. */
interface Side<Real = unknown> {
  readonly real: Real
  readonly shown: unknown
}

function changes(path: string, before: Side, after: Side): FieldChange[] {
  const [was, is] = [before.real, after.real]
  if (was === is || (was === undefined && is === undefined)) return []
  if (isFields(was) && isFields(is))
    return fieldChanges(path, { ...before, real: was }, { ...after, real: is })
  if (isList(was) && isList(is)) return listChanges(path, { ...before, real: was }, { ...after, real: is })
  if (was !== undefined && is !== undefined && canonical(was) === canonical(is)) return []
  return [
    {
      path,
      ...(was !== undefined && { before: sorted(before.shown) }),
      ...(is !== undefined && { after: sorted(after.shown) }),
    },
  ]
}

function fieldChanges(path: string, before: Side<Fields>, after: Side<Fields>): FieldChange[] {
  const keys = [...new Set([...Object.keys(before.real), ...Object.keys(after.real)])].toSorted()
  return keys.flatMap((key) => changes(under(path, key), fieldOf(before, key), fieldOf(after, key)))
}

/** Where the whole was replaced by one text, that text is told of every part. */
function fieldOf({ real, shown }: Side<Fields>, key: string): Side {
  return { real: own(real, key), shown: isFields(shown) ? own(shown, key) : shown }
}

function itemOf({ real, shown }: Side<readonly unknown[]>, index: number): Side {
  return { real: real[index], shown: isList(shown) ? shown[index] : shown }
}

function under(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${key}]`
  return path === '' ? key : `${path}.${key}`
}

/** What tells the items of a list apart in Kubernetes, the usual one first. */
const identities = ['name', 'mountPath', 'containerPort', 'port', 'type', 'key']

type ListSide = Side<readonly unknown[]>

function listChanges(path: string, before: ListSide, after: ListSide): FieldChange[] {
  const [was, is] = [before.real, after.real]
  const identity = identities.find((key) => namesOf(was, key) !== null && namesOf(is, key) !== null)
  if (identity === undefined) {
    const longest = Math.max(was.length, is.length)
    return Array.from({ length: longest }, (_, index) => index).flatMap((index) =>
      changes(`${path}[${index}]`, itemOf(before, index), itemOf(after, index)),
    )
  }
  const old = namesOf(was, identity) ?? []
  const young = namesOf(is, identity) ?? []
  const items = [...new Set([...old, ...young])].flatMap((name) =>
    changes(`${path}[${name}]`, itemOf(before, old.indexOf(name)), itemOf(after, young.indexOf(name))),
  )
  return [...items, ...orderChange(path, old, young)]
}

/** Init containers run in order, and a later env entry may use an earlier one: a move is a change. */
function orderChange(path: string, old: readonly string[], young: readonly string[]): FieldChange[] {
  const before = old.filter((name) => young.includes(name))
  const after = young.filter((name) => old.includes(name))
  return before.join('\n') === after.join('\n') ? [] : [{ path: `${path}[order]`, before, after }]
}

function namesOf(list: readonly unknown[], key: string): string[] | null {
  const names = list.map((item) => (isFields(item) ? own(item, key) : undefined))
  const texts = names.filter((name) => typeof name === 'string' || typeof name === 'number').map(String)
  return texts.length === list.length && new Set(texts).size === texts.length ? texts : null
}

/** Plain JSON: a missing field and an undefined one are the same, and a date is its text. */
export function sorted(value: unknown): Json {
  if (isList(value)) return value.map(sorted)
  if (isFields(value)) {
    const given = Object.entries(value).filter(([, one]) => one !== undefined)
    return Object.fromEntries(given.toSorted(byKey).map(([key, one]) => [key, sorted(one)]))
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return value instanceof Date ? value.toJSON() : null
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}

function without(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)))
}

function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
