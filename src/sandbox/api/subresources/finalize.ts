import { conflict } from '../../store/errors.ts'
import { readBody, toObject } from '../body.ts'
import { type Call, isDryRun, nameOf } from '../call.ts'
import { existing, sendObject } from '../read.ts'

/** PUT of a namespace's finalizers; when the last one goes, so does a namespace that is being deleted. */
export async function finalize(call: Call): Promise<void> {
  const wanted = toObject(await readBody(call.request), call)
  const current = existing(call)
  const { resourceVersion } = wanted.metadata
  if (resourceVersion !== '' && resourceVersion !== current.metadata.resourceVersion) {
    throw conflict(call.resource, nameOf(call))
  }
  const object = { ...current, spec: wanted.spec ?? {} }
  sendObject(call, 200, call.api.store.update(call.resource, object, { dryRun: isDryRun(call) }))
}
