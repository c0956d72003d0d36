import { ApiError, badRequest, conflict, forbidden, groupResource, notFound } from '../store/errors.ts'
import { resourceOf } from '../store/resources.ts'
import type { KubeObject } from '../store/types.ts'
import { readBody, toObject } from './body.ts'
import { type Call, isDryRun, nameOf } from './call.ts'
import { isCustom } from './customs.ts'
import { readPatch } from './patch.ts'
import { existing, sendObject } from './read.ts'
import { validate } from './validate.ts'

/** POST to a collection. */
export async function create(call: Call): Promise<void> {
  const body = await readBody(call.request)
  sendObject(call, 201, createObject(call, toObject(body, call)))
}

/** PUT of an object; a lease is one of the few that it may create. */
export async function update(call: Call): Promise<void> {
  const object = toObject(await readBody(call.request), call)
  const { api, resource, namespace } = call
  const current = api.store.get(resource, namespace, nameOf(call))
  if (current === undefined && resource.kind === 'Lease') {
    return sendObject(call, 201, createObject(call, object))
  }
  const found = current ?? existing(call)
  if (object.metadata.resourceVersion === '' && onlyKnownVersions(call)) throw unconditional(call)
  sendObject(call, 200, updateObject(call, object, found))
}

/** Kinds that nobody may overwrite without saying which version they saw. */
const onlyKnownVersions = ({ resource }: Call): boolean =>
  isCustom(resource) || ['Lease', 'PodDisruptionBudget', 'CustomResourceDefinition'].includes(resource.kind)

function unconditional(call: Call): ApiError {
  const { group, plural } = call.resource
  const field = 'metadata.resourceVersion'
  const message = 'Invalid value: 0: must be specified for an update'
  const told = `${groupResource(call.resource)} "${nameOf(call)}" is invalid: ${field}: ${message}`
  const causes = [{ reason: 'FieldValueInvalid', message, field }]
  return new ApiError(422, 'Invalid', told, { group, kind: plural, name: nameOf(call), causes })
}

/** PATCH of an object; an apply may create it. */
export async function patch(call: Call): Promise<void> {
  const { change, creates } = await readPatch(call)
  const { api, resource, namespace } = call
  const current = api.store.get(resource, namespace, nameOf(call))
  if (current === undefined && !creates) throw notFound(resource, nameOf(call))
  const object = toObject(change(current), call)
  if (current === undefined) return sendObject(call, 201, createObject(call, object))
  return sendObject(call, 200, updateObject(call, object, current, creates))
}

function createObject(call: Call, object: KubeObject): KubeObject {
  const { api, resource } = call
  if (object.metadata.resourceVersion !== '') {
    throw badRequest('resourceVersion should not be set on objects to be created')
  }
  validate(resource, object)
  refuseWithoutNamespace(call, object)
  return api.store.create(resource, object, { dryRun: isDryRun(call) })
}

/** The main resource never touches status; field ownership changes only by applying. */
function updateObject(call: Call, object: KubeObject, current: KubeObject, applied = false): KubeObject {
  const { api, resource } = call
  const { uid, resourceVersion } = object.metadata
  if (uid !== '' && uid !== current.metadata.uid) {
    throw conflict(resource, nameOf(call), replaced(call, uid, current.metadata.uid))
  }
  if (resourceVersion !== '' && resourceVersion !== current.metadata.resourceVersion) {
    throw conflict(resource, nameOf(call))
  }
  if (resource.subresources.includes('status')) {
    if (current.status === undefined) delete object.status
    else object.status = current.status
  }
  if (!applied) {
    if (current.metadata.managedFields === undefined) delete object.metadata.managedFields
    else object.metadata.managedFields = current.metadata.managedFields
  }
  validate(resource, object, current)
  return api.store.update(resource, object, { dryRun: isDryRun(call) })
}

/** What etcd has to say when the object was deleted and made anew. */
const replaced = ({ resource, namespace, name }: Call, asked: string, found: string): string => {
  const key = ['/registry', resource.plural, namespace, name].filter(Boolean).join('/')
  const precondition = `Precondition failed: UID in precondition: ${asked}, UID in object meta: ${found}`
  return `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${precondition}`
}

function refuseWithoutNamespace(
  { api, resource }: Call,
  { metadata: { namespace, name } }: KubeObject,
): void {
  if (!resource.namespaced || namespace === undefined) return
  const found = api.store.get(resourceOf('Namespace'), undefined, namespace)
  if (found === undefined) throw notFound(resourceOf('Namespace'), namespace)
  if (found.metadata.deletionTimestamp === undefined) return
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`
  const refused = forbidden(resource, name, why)
  throw new ApiError(refused.code, refused.reason, refused.message, {
    ...refused.details,
    causes: [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  })
}
