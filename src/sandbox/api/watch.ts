import { ApiError, badRequest } from '../store/errors.ts'
import { apiVersionOf } from '../store/resources.ts'
import type { Change, KubeObject } from '../store/types.ts'
import type { Call } from './call.ts'
import { selected, selectorOf, unreadableVersion } from './read.ts'
import { statusOf } from './reply.ts'
import { openStream } from './stream.ts'
import { toTable } from './table.ts'
import { formOf, inVersion, metadataOnly } from './view.ts'

const bookmarkEvery = 10_000
const longest = 1800
const initialEventsEnd = { 'k8s.io/initial-events-end': 'true' }

/** GET with watch=true: events as JSON lines, until the client goes or the time is up. */
export function watch(call: Call): void {
  const { api, query } = call
  const wanted = selectorOf(call)
  const from = query.get('resourceVersion') ?? ''
  if (!/^\d*$/.test(from)) throw badRequest(unreadableVersion(from))
  checkInitialEvents(query)
  const event = eventWriter(call)
  const listFirst = from === '' || from === '0' || query.get('sendInitialEvents') === 'true'
  const after = listFirst ? api.store.revision() : from
  const initial = listFirst && query.get('sendInitialEvents') !== 'false' ? selected(call) : []
  const bookmarks = query.get('allowWatchBookmarks') === 'true'

  const stream = openStream(call, 'application/json')
  for (const object of initial) stream.write(event('ADDED', object))
  if (bookmarks && query.get('sendInitialEvents') === 'true') {
    stream.write(bookmark(call, after, initialEventsEnd))
  }
  try {
    stream.onEnd(
      api.store.watch(call.resource, after, (change) => {
        const seen = seenAs(change, call.namespace, wanted)
        if (seen !== undefined) stream.write(event(seen.type, seen.object))
      }),
    )
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    stream.write({ type: 'ERROR', object: statusOf(error) })
    return stream.end()
  }
  const seconds = Math.min(Number(query.get('timeoutSeconds') ?? 0) || longest, longest)
  stream.onEnd(api.clock.after(seconds * 1000, () => stream.end()))
  if (bookmarks) repeat(call, stream.onEnd, () => stream.write(bookmark(call, api.store.revision())))
}

/** Initial events come from a list, so the client has to say how old that may be. */
function checkInitialEvents(query: URLSearchParams): void {
  if (!query.has('sendInitialEvents') || query.get('resourceVersionMatch') === 'NotOlderThan') return
  const field = 'resourceVersionMatch'
  const message = 'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'
  throw new ApiError(422, 'Invalid', `ListOptions.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind: 'ListOptions',
    causes: [{ reason: 'FieldValueForbidden', message, field }],
  })
}

/** To a watch with a selector, an object that begins to match is added and one that ceases to is deleted. */
function seenAs(
  { type, object, previous }: Change,
  namespace: string | undefined,
  wanted: (object: KubeObject) => boolean,
): Pick<Change, 'type' | 'object'> | undefined {
  if (namespace !== undefined && object.metadata.namespace !== namespace) return undefined
  const before = previous !== undefined && wanted(previous)
  const now = type !== 'DELETED' && wanted(object)
  if (now) return { type: before ? 'MODIFIED' : 'ADDED', object }
  if (!before) return undefined
  const { resourceVersion } = object.metadata
  return { type: 'DELETED', object: { ...previous, metadata: { ...previous.metadata, resourceVersion } } }
}

function eventWriter({ resource, request, query, api }: Call): (type: string, object: KubeObject) => unknown {
  const form = formOf(request)
  const include = query.get('includeObject')
  let first = true
  return (type, object) => {
    if (form === 'metadata') return { type, object: metadataOnly(object) }
    if (form === 'objects') return { type, object: inVersion(resource, object) }
    const { resourceVersion } = object.metadata
    const table = toTable([object], { resourceVersion }, { resource, include, now: api.clock.now() })
    const columnDefinitions = first ? table.columnDefinitions : null
    first = false
    return { type, object: { ...table, columnDefinitions } }
  }
}

const bookmark = (
  { resource }: Call,
  resourceVersion: string,
  annotations?: Record<string, string>,
): unknown => ({
  type: 'BOOKMARK',
  object: {
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: {
      resourceVersion,
      creationTimestamp: null,
      ...(annotations === undefined ? {} : { annotations }),
    },
  },
})

function repeat({ api }: Call, onEnd: (cleanup: () => void) => void, run: () => void): void {
  let cancel = () => {}
  const next = () => {
    cancel = api.clock.after(bookmarkEvery, () => {
      run()
      next()
    })
  }
  next()
  onEnd(() => cancel())
}
