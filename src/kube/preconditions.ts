import type { WriteOptions } from '../bot/cluster.ts'
import type { Operation } from '../core/kube.ts'

type Patch = Extract<Operation, { verb: 'patch' }>

/** A patch that the server refuses when the object is another one or has moved on. */
export function guarded(patch: Patch, options: WriteOptions): unknown {
  const { uid, resourceVersion } = options
  if (patch.type === 'json')
    return [...tests(options), ...(Array.isArray(patch.body) ? patch.body : [patch.body])]
  if (uid === undefined && resourceVersion === undefined) return patch.body
  return withMetadata(isRecord(patch.body) ? patch.body : {}, { uid, resourceVersion })
}

/** An object's body with these fields in its metadata. */
export function withMetadata(body: Record<string, unknown>, fields: Record<string, unknown>): unknown {
  const metadata = isRecord(body['metadata']) ? body['metadata'] : {}
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return { ...body, metadata: { ...metadata, ...Object.fromEntries(given) } }
}

function tests({ uid, resourceVersion }: WriteOptions): unknown[] {
  return Object.entries({ uid, resourceVersion }).flatMap(([field, value]) =>
    value === undefined ? [] : [{ op: 'test', path: `/metadata/${field}`, value }],
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
