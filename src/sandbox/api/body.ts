import type { IncomingMessage } from 'node:http'
import { parse } from 'yaml'
import { z } from 'zod'
import { ApiError, badRequest, invalid, wrongMediaType } from '../store/errors.ts'
import { dig, isRecord, type Json } from '../store/json.ts'
import { apiVersionOf } from '../store/resources.ts'
import { settle } from '../store/time.ts'
import type { KubeObject, Resource } from '../store/types.ts'

const largest = 3 * 1024 * 1024

/** The media type of the request's body, without its parameters. */
export const mediaType = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** The request's body as the JSON or YAML document it is; undefined when there is none. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > largest) throw new ApiError(413, 'RequestEntityTooLarge', `limit is ${largest}`)
    chunks.push(bytes)
  }
  if (size === 0) return undefined
  const type = mediaType(request)
  const readable = /^$|json|yaml/.test(type)
  if (!readable) throw wrongMediaType(['application/json', 'application/yaml'], insteadOfProtobuf)
  const text = Buffer.concat(chunks).toString()
  try {
    return type.includes('yaml') ? parse(text) : JSON.parse(text)
  } catch (error) {
    throw badRequest(`error parsing the body: ${String(error)}`)
  }
}

/** What kubectl makes itself, it sends as protobuf, and there is no flag to say otherwise. */
const insteadOfProtobuf =
  '. This sandbox takes JSON and YAML only: use kubectl apply -f FILE, or pipe what kubectl create prints with ' +
  '--dry-run=client -o yaml into kubectl apply -f -'

/** A body that must be an object. */
export async function readRecord(request: IncomingMessage): Promise<Json> {
  const body = await readBody(request)
  if (!isRecord(body)) throw badRequest('the body of the request was empty or not an object')
  return body
}

/** Where an object is to be written: what the path of the request says. */
export interface Place {
  readonly resource: Resource
  readonly namespace: string | undefined
  readonly name?: string | undefined
}

/** A body as an object of that place: identity from the path, no nulls, times in their one spelling. */
export function toObject(body: unknown, place: Place): KubeObject {
  const { resource } = place
  if (!isRecord(body)) throw badRequest('the body of the request was empty or not an object')
  checkKind(body, resource)
  checkMicroTimes(body, resource)
  const settled = settle(body)
  const parsed = metadata.safeParse(settled['metadata'] ?? {})
  if (!parsed.success) throw badRequest(`metadata: ${parsed.error.issues[0]?.message ?? 'not readable'}`)
  const meta = placed(parsed.data, place)
  return { ...settled, apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: meta }
}

function checkKind({ kind, apiVersion }: Json, resource: Resource): void {
  const expected = apiVersionOf(resource)
  if ((kind ?? resource.kind) === resource.kind && (apiVersion ?? expected) === expected) return
  throw badRequest(
    `${String(kind)} in version "${versionOf(apiVersion)}" cannot be handled as a ${resource.kind}: converting (${versionOf(apiVersion)}.${String(kind)}) to (${resource.group === '' ? 'core' : resource.group.split('.')[0]}.${resource.kind}): unknown conversion`,
  )
}

const versionOf = (apiVersion: unknown): string => String(apiVersion).split('/').at(-1) ?? ''

const exactTimes = ['eventTime', 'renewTime', 'acquireTime']

/** Go reads a MicroTime with six fraction digits and no other number of them; so does the sandbox. */
function checkMicroTimes({ spec, ...body }: Json, resource: Resource): void {
  for (const field of exactTimes) {
    const time = dig(spec, field) ?? body[field]
    if (typeof time !== 'string' || /\.\d{6}(?:Z|[+-]\d\d:\d\d)$/.test(time)) continue
    const where = `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}`
    throw badRequest(
      `${where}: parsing time "${time}" as "2006-01-02T15:04:05.000000Z07:00": cannot parse it`,
    )
  }
}

function placed(meta: Metadata, { resource, namespace, name }: Place): Metadata {
  const { namespace: itsNamespace, ...rest } = meta
  if (resource.namespaced && namespace !== undefined && itsNamespace && itsNamespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  }
  if (name !== undefined && meta.name !== '' && meta.name !== name) {
    throw badRequest(`the name of the object (${meta.name}) does not match the name on the URL (${name})`)
  }
  const named = { ...rest, name: name ?? meta.name }
  if (named.name === '' && !meta.generateName) {
    const message = 'Required value: name or generateName is required'
    throw invalid(resource, '', [{ reason: 'FieldValueRequired', message, field: 'metadata.name' }])
  }
  return resource.namespaced ? { ...named, namespace: namespace ?? itsNamespace ?? 'default' } : named
}

const texts = z.record(z.string(), z.string()).exactOptional()
const owner = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().exactOptional(),
  blockOwnerDeletion: z.boolean().exactOptional(),
})
const metadata = z.looseObject({
  name: z.string().default(''),
  namespace: z.string().exactOptional(),
  generateName: z.string().exactOptional(),
  uid: z.string().default(''),
  resourceVersion: z.string().default(''),
  generation: z.number().exactOptional(),
  creationTimestamp: z.string().default(''),
  deletionTimestamp: z.string().exactOptional(),
  deletionGracePeriodSeconds: z.number().exactOptional(),
  labels: texts,
  annotations: texts,
  finalizers: z.array(z.string()).exactOptional(),
  ownerReferences: z.array(owner).exactOptional(),
  managedFields: z.array(z.unknown()).exactOptional(),
})

type Metadata = z.infer<typeof metadata>
