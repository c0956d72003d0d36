import { randomUUID } from 'node:crypto'
import { ApiError, badRequest, notFound } from '../store/errors.ts'
import { apiVersionOf } from '../store/resources.ts'
import { fieldSelector, labelSelector } from '../store/selectors.ts'
import type { KubeObject } from '../store/types.ts'
import { type Api, type Call, nameOf, type Snapshot } from './call.ts'
import { sendJson } from './reply.ts'
import { toTable } from './table.ts'
import { formOf, inVersion, metadataOnly } from './view.ts'

/** GET of one object. */
export const get = (call: Call): void => sendObject(call, 200, existing(call))

/** The object that a call names; 404 when there is none. */
export function existing({ api, resource, namespace, ...call }: Call): KubeObject {
  const name = nameOf({ api, resource, namespace, ...call })
  const found = api.store.get(resource, namespace, name)
  if (found === undefined) throw notFound(resource, name)
  return found
}

/** Answers with one object, in the form that the client asked for. */
export function sendObject(call: Call, code: number, object: KubeObject): void {
  const { resource, response, request, query, api } = call
  const form = formOf(request)
  if (form === 'metadata') return sendJson(response, code, metadataOnly(object))
  if (form === 'objects') return sendJson(response, code, inVersion(resource, object))
  const table = { resource, include: query.get('includeObject'), now: api.clock.now() }
  const { resourceVersion } = object.metadata
  return sendJson(response, code, toTable([object], { resourceVersion }, table))
}

/** GET of a collection: selectors, pages that belong to one moment, and the client's form. */
export function list(call: Call): void {
  const { api, resource, response, request, query } = call
  refuseTheFuture(call)
  const { items, meta } = pageOf(call)
  const form = formOf(request)
  if (form === 'table') {
    const table = { resource, include: query.get('includeObject'), now: api.clock.now() }
    return sendJson(response, 200, toTable(items, meta, table))
  }
  if (form === 'metadata') {
    const partial = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata: meta }
    return sendJson(response, 200, { ...partial, items: items.map(metadataOnly) })
  }
  return sendJson(response, 200, listOf(call, items, meta))
}

/** A list object as the API spells it: built-in items do not repeat their kind, custom ones do. */
export function listOf({ resource }: Call, items: readonly KubeObject[], metadata: unknown): unknown {
  const apiVersion = apiVersionOf(resource)
  const custom = 'columns' in resource
  return {
    kind: `${resource.kind}List`,
    apiVersion,
    metadata,
    items: items.map((item) => {
      const { kind: _kind, apiVersion: _version, ...rest } = item
      return custom ? inVersion(resource, item) : rest
    }),
  }
}

/** The objects of a collection that the call's selectors select, in the order in which etcd keeps them. */
export function selected(call: Call): readonly KubeObject[] {
  const { api, resource, namespace } = call
  const wanted = selectorOf(call)
  return api.store
    .list(resource, namespace)
    .filter(wanted)
    .toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
}

/** What the call's selectors, and the name it may carry, let through. */
export function selectorOf({ query, resource, name }: Call): (object: KubeObject) => boolean {
  const labels = labelSelector(query.get('labelSelector') ?? '')
  const fields = fieldSelector(query.get('fieldSelector') ?? '', resource)
  return (object) =>
    labels(object.metadata.labels ?? {}) &&
    fields(object) &&
    (name === undefined || object.metadata.name === name)
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`

interface Page {
  readonly items: readonly KubeObject[]
  readonly meta: { resourceVersion: string; continue?: string; remainingItemCount?: number }
}

const snapshotsKept = 100

function pageOf(call: Call): Page {
  const { query, api } = call
  const limit = Number(query.get('limit') ?? 0)
  const token = query.get('continue') ?? ''
  const { resourceVersion, rest } =
    token === '' ? { resourceVersion: api.store.revision(), rest: selected(call) } : resumed(api, token)
  if (!(limit > 0) || rest.length <= limit) return { items: rest, meta: { resourceVersion } }
  const left = rest.slice(limit)
  const next = randomUUID()
  api.pages.set(next, { resourceVersion, rest: left })
  for (const old of api.pages.keys()) if (api.pages.size > snapshotsKept) api.pages.delete(old)
  const counted = query.has('labelSelector') || query.has('fieldSelector')
  const meta = {
    resourceVersion,
    continue: Buffer.from(next).toString('base64url'),
    // With a selector the API server does not know how many remain either.
    ...(counted ? {} : { remainingItemCount: left.length }),
  }
  return { items: rest.slice(0, limit), meta }
}

function resumed({ pages }: Api, token: string): Snapshot {
  const id = Buffer.from(token, 'base64url').toString()
  if (!/^[0-9a-f-]{36}$/.test(id)) throw badRequest('continue key is not valid: the token is malformed')
  const snapshot = pages.get(id)
  if (snapshot !== undefined) return snapshot
  throw new ApiError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.',
  )
}

/** What is wrong with a resourceVersion that is no number. */
export const unreadableVersion = (asked: string): string =>
  `resourceVersion: Invalid value: "${asked}": strconv.ParseUint: parsing "${asked}": invalid syntax`

/** A list may ask not to be older than a revision; one that is still to come cannot be waited for here. */
function refuseTheFuture({ query, api }: Call): void {
  const asked = query.get('resourceVersion') ?? ''
  if (!/^\d*$/.test(asked)) throw badRequest(`invalid resource version: ${unreadableVersion(asked)}`)
  const current = api.store.revision()
  if (Number(asked) <= Number(current)) return
  throw new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  })
}
