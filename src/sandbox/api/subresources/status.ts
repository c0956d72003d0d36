import { conflict } from '../../store/errors.ts'
import { dig } from '../../store/json.ts'
import { toObject, readBody } from '../body.ts'
import { type Call, isDryRun, nameOf } from '../call.ts'
import { readPatch } from '../patch.ts'
import { existing, sendObject } from '../read.ts'

/** PUT or PATCH of the status: nothing else of the object changes. */
export async function writeStatus(call: Call): Promise<void> {
  const { api, resource } = call
  const patch = call.verb === 'patch' ? await readPatch(call) : undefined
  const body = patch === undefined ? await readBody(call.request) : undefined
  const current = existing(call)
  const wanted = toObject(patch === undefined ? body : patch.change(current), call)
  const { resourceVersion } = wanted.metadata
  if (resourceVersion !== '' && resourceVersion !== current.metadata.resourceVersion) {
    throw conflict(resource, nameOf(call))
  }
  const managedFields = dig(wanted, 'metadata', 'managedFields')
  const applied = patch?.creates === true && Array.isArray(managedFields)
  const metadata = applied ? { ...current.metadata, managedFields } : current.metadata
  const { status: _old, ...rest } = current
  const object = { ...rest, metadata, ...(wanted.status === undefined ? {} : { status: wanted.status }) }
  sendObject(call, 200, api.store.update(resource, object, { dryRun: isDryRun(call) }))
}
