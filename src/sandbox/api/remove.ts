import { z } from 'zod'
import { ApiError, badRequest, conflict } from '../store/errors.ts'
import { markDeleted } from '../store/deletion.ts'
import type { DeleteOptions, KubeObject } from '../store/types.ts'
import { readBody } from './body.ts'
import { type Call, isDryRun } from './call.ts'
import { customResources } from './customs.ts'
import { existing, listOf, selected, sendObject } from './read.ts'
import { sendJson, success } from './reply.ts'

/** DELETE of one object. */
export async function remove(call: Call): Promise<void> {
  const options = await readOptions(call)
  const current = existing(call)
  checkPreconditions(call, current, options)
  const left = removeObject(call, current, options)
  if (left !== undefined || returnedWhenGone.has(current.kind)) {
    if (current.kind === 'Pod') markDeleted(current, { gracePeriodSeconds: 0 }, call.api.clock.now())
    return sendObject(call, 200, left ?? current)
  }
  const { name, uid } = current.metadata
  const { group, plural } = call.resource
  const details = { name, ...(group === '' ? {} : { group }), kind: plural, uid }
  return sendJson(call.response, 200, success({ details }))
}

/** DELETE of a collection, as far as the selectors reach. */
export async function removeCollection(call: Call): Promise<void> {
  const options = await readOptions(call)
  const objects = selected(call)
  for (const object of objects) removeObject(call, object, options)
  const resourceVersion = call.api.store.revision()
  sendJson(call.response, 200, listOf(call, objects, { resourceVersion }))
}

/** Deletes as the store does; a definition takes the objects of its kind with it. */
export function removeObject(
  { api, resource }: Pick<Call, 'api' | 'resource'>,
  { metadata }: KubeObject,
  options: DeleteOptions,
): KubeObject | undefined {
  const current = api.store.get(resource, metadata.namespace, metadata.name)
  const left = api.store.delete(resource, metadata, options)
  if (left !== undefined || current?.kind !== 'CustomResourceDefinition' || options.dryRun === true)
    return left
  for (const custom of customResources(current)) {
    for (const object of api.store.list(custom)) api.store.delete(custom, object.metadata)
  }
  return left
}

/** Kinds of which the API server shows the last state even when they are gone at once. */
const returnedWhenGone = new Set([
  'Pod',
  'Service',
  'ServiceAccount',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ResourceQuota',
])

const optionsShape = z.object({
  gracePeriodSeconds: z.number().int().min(0).nullish(),
  propagationPolicy: z.string().nullish(),
  orphanDependents: z.boolean().nullish(),
  dryRun: z.array(z.string()).nullish(),
  preconditions: z.object({ uid: z.string().nullish(), resourceVersion: z.string().nullish() }).nullish(),
})

interface Options extends DeleteOptions {
  readonly preconditions?: { uid?: string | null | undefined; resourceVersion?: string | null | undefined }
}

/** The options of a deletion, from the body or else from the query. */
export async function readOptions(call: Call, body?: unknown): Promise<Options> {
  const { query, request, resource } = call
  const grace = query.get('gracePeriodSeconds')
  const fromQuery = {
    gracePeriodSeconds: grace === null ? undefined : Number(grace),
    propagationPolicy: query.get('propagationPolicy') ?? undefined,
  }
  const parsed = optionsShape.safeParse(body ?? (await readBody(request)) ?? fromQuery)
  if (!parsed.success) throw badRequest(`DeleteOptions: ${parsed.error.issues[0]?.message ?? 'not readable'}`)
  const { gracePeriodSeconds, propagationPolicy, orphanDependents, dryRun, preconditions } = parsed.data
  // Jobs keep their pods unless told otherwise, an old promise of batch/v1.
  const orphans = orphanDependents ?? resource.kind === 'Job'
  return {
    dryRun: isDryRun(call) || dryRun?.includes('All') === true,
    propagationPolicy: policyOf(propagationPolicy) ?? (orphans ? 'Orphan' : 'Background'),
    ...(gracePeriodSeconds === null || gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(preconditions === null || preconditions === undefined ? {} : { preconditions }),
  }
}

const policies = ['Foreground', 'Background', 'Orphan'] as const

function policyOf(asked: string | null | undefined): (typeof policies)[number] | undefined {
  if (asked === null || asked === undefined) return undefined
  const known = policies.find((policy) => policy === asked)
  if (known !== undefined) return known
  const field = 'propagationPolicy'
  const supported = [...policies, 'nil'].map((policy) => `"${policy}"`).join(', ')
  const message = `Unsupported value: "${asked}": supported values: ${supported}`
  throw new ApiError(422, 'Invalid', `DeleteOptions.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind: 'DeleteOptions',
    causes: [{ reason: 'FieldValueNotSupported', message, field }],
  })
}

/** Refuses a deletion of another object, or of one that has moved on. */
export function checkPreconditions(
  { resource }: Call,
  { metadata }: KubeObject,
  { preconditions = {} }: Options,
): void {
  const { uid, resourceVersion } = preconditions
  // Deletions name the kind where everything else names the resource.
  const of = { group: resource.group, plural: resource.kind }
  if (uid && uid !== metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid})`
    throw conflict(of, metadata.name, `${why}. The object might have been deleted and then recreated`)
  }
  if (!resourceVersion || resourceVersion === metadata.resourceVersion) return
  const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion})`
  throw conflict(of, metadata.name, `${why}. The object might have been modified`)
}
