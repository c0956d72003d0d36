import { z } from 'zod'
import { badRequest, conflict, wrongUid } from '../store/errors.ts'
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
  propagationPolicy: z.enum(['Background', 'Foreground', 'Orphan']).nullish(),
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
    propagationPolicy: propagationPolicy ?? (orphans ? 'Orphan' : 'Background'),
    ...(gracePeriodSeconds === null || gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(preconditions === null || preconditions === undefined ? {} : { preconditions }),
  }
}

function checkPreconditions(
  { resource }: Call,
  { metadata }: KubeObject,
  { preconditions = {} }: Options,
): void {
  const { uid, resourceVersion } = preconditions
  const { name } = metadata
  if (uid && uid !== metadata.uid) throw wrongUid(resource, name, uid, metadata.uid)
  if (!resourceVersion || resourceVersion === metadata.resourceVersion) return
  const found = `ResourceVersion in object meta: ${metadata.resourceVersion}`
  throw conflict(
    resource,
    name,
    `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ${found}`,
  )
}
