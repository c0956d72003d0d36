import { z } from 'zod'
import { ApiError } from '../../store/errors.ts'
import { isRecord, type Json, sameJson } from '../../store/json.ts'

/** JSON patch (RFC 6902) on a copy of the document. */
export function jsonPatch(document: unknown, patch: unknown): unknown {
  const parsed = operations.safeParse(patch)
  if (!parsed.success) throw rejected()
  let result = structuredClone(document)
  for (const operation of parsed.data) result = apply(result, operation)
  return result
}

const path = z.string().regex(/^$|^\//)
const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path, value: z.unknown() }),
  z.object({ op: z.literal('replace'), path, value: z.unknown() }),
  z.object({ op: z.literal('test'), path, value: z.unknown() }),
  z.object({ op: z.literal('remove'), path }),
  z.object({ op: z.literal('move'), path, from: path }),
  z.object({ op: z.literal('copy'), path, from: path }),
])
const operations = z.array(operation)

function apply(document: unknown, operation: z.infer<typeof operations>[number]): unknown {
  switch (operation.op) {
    case 'add':
      return add(document, operation.path, operation.value)
    case 'replace':
      read(document, operation.path)
      return add(remove(document, operation.path), operation.path, operation.value)
    case 'remove':
      read(document, operation.path)
      return remove(document, operation.path)
    case 'move': {
      const value = read(document, operation.from)
      return add(remove(document, operation.from), operation.path, value)
    }
    case 'copy':
      return add(document, operation.path, structuredClone(read(document, operation.from)))
    case 'test':
      if (!sameJson(read(document, operation.path), operation.value)) throw rejected()
      return document
  }
}

function read(document: unknown, path: string): unknown {
  let here = document
  for (const key of keysOf(path)) {
    if (Array.isArray(here)) here = here[indexIn(here, key, here.length - 1)]
    else if (isRecord(here) && key in here) here = here[key]
    else throw rejected()
  }
  return here
}

function add(document: unknown, path: string, value: unknown): unknown {
  if (path === '') return value
  const { parent, key } = parentOf(document, path)
  if (Array.isArray(parent))
    parent.splice(key === '-' ? parent.length : indexIn(parent, key, parent.length), 0, value)
  else parent[key] = value
  return document
}

function remove(document: unknown, path: string): unknown {
  if (path === '') return undefined
  const { parent, key } = parentOf(document, path)
  if (Array.isArray(parent)) parent.splice(indexIn(parent, key, parent.length - 1), 1)
  else delete parent[key]
  return document
}

function parentOf(document: unknown, path: string): { parent: Json | unknown[]; key: string } {
  const cut = path.lastIndexOf('/')
  const parent = read(document, path.slice(0, cut))
  const key = keysOf(path.slice(cut))[0] ?? ''
  if (Array.isArray(parent) || isRecord(parent)) return { parent, key }
  throw rejected()
}

function indexIn(list: readonly unknown[], key: string, last: number): number {
  const index = Number(key)
  if (!/^\d+$/.test(key) || index > last) throw rejected()
  return index
}

const keysOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Kubernetes keeps to itself which operation did not fit. */
const rejected = (): ApiError =>
  new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {})
