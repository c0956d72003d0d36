import { ApiError, conflict, wrongMediaType, wrongPatchType } from '../store/errors.ts'
import { digText, isRecord } from '../store/json.ts'
import { mediaType, readBody, readRecord } from './body.ts'
import { type Call, nameOf } from './call.ts'
import { isCustom } from './customs.ts'
import { serverSideApply } from './patch/apply.ts'
import { jsonPatch } from './patch/json.ts'
import { mergePatch } from './patch/merge.ts'
import { strategicMerge } from './patch/strategic.ts'

export interface Patch {
  /** What becomes of a document. */
  readonly change: (current: unknown) => unknown
  /** Whether it makes an object where there is none: true for server-side apply. */
  readonly creates: boolean
}

const jsonType = 'application/json-patch+json'
const mergeType = 'application/merge-patch+json'
const strategicType = 'application/strategic-merge-patch+json'
const applyType = 'application/apply-patch+yaml'

/** Reads the request's patch, of whichever of the four types it is. */
export async function readPatch(call: Call): Promise<Patch> {
  const { request, resource } = call
  switch (mediaType(request)) {
    case jsonType: {
      const operations = await readBody(request)
      return { creates: false, change: (current) => jsonPatch(current, operations) }
    }
    case mergeType: {
      const body = await readRecord(request)
      return { creates: false, change: (current) => mergePatch(guarded(call, current, body), body) }
    }
    case strategicType: {
      if (isCustom(resource)) throw wrongMediaType([jsonType, mergeType, applyType])
      const body = await readRecord(request)
      return { creates: false, change: (current) => strategicMerge(guarded(call, current, body), body) }
    }
    case applyType:
      return readApply(call)
    default:
      throw wrongPatchType()
  }
}

async function readApply(call: Call): Promise<Patch> {
  const { request, query, api, subresource } = call
  const wanted = await readRecord(request)
  const manager = query.get('fieldManager') ?? ''
  if (manager === '') {
    const why = 'fieldManager: Required value: is required for apply patch'
    throw new ApiError(422, 'Invalid', `PatchOptions.meta.k8s.io "" is invalid: ${why}`, {
      group: 'meta.k8s.io',
      kind: 'PatchOptions',
      causes: [
        {
          reason: 'FieldValueRequired',
          message: 'Required value: is required for apply patch',
          field: 'fieldManager',
        },
      ],
    })
  }
  const by = { manager, force: query.get('force') === 'true', now: api.clock.now(), subresource }
  return {
    creates: true,
    change: (current) =>
      serverSideApply(isRecord(current) ? current : undefined, guarded(call, wanted, wanted), by),
  }
}

/** A merge that names a resourceVersion wants to change exactly that one. */
function guarded<T>(call: Call, current: T, body: unknown): T {
  const asked = digText(body, 'metadata', 'resourceVersion')
  const found = call.api.store.get(call.resource, call.namespace, nameOf(call))?.metadata.resourceVersion
  if (asked && found !== undefined && asked !== found) throw conflict(call.resource, nameOf(call))
  return current
}
