import type { IncomingMessage } from 'node:http'
import { ApiError } from '../store/errors.ts'
import { apiVersionOf } from '../store/resources.ts'
import type { KubeObject, Resource } from '../store/types.ts'
import { isCustom } from './customs.ts'

/** The form in which a client wants its objects. */
export type Form = 'objects' | 'table' | 'metadata'

/** Reads the Accept header; the first form that the sandbox knows wins. */
export function formOf(request: IncomingMessage): Form {
  const { accept = '*/*' } = request.headers
  for (const part of accept.split(',')) {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim())
    if (!['application/json', 'application/*', '*/*'].includes(type)) continue
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3)
    if (as === undefined || parameters.includes('as=APIGroupDiscoveryList')) return 'objects'
    if (!parameters.includes('g=meta.k8s.io') || !parameters.includes('v=v1')) continue
    if (as === 'Table') return 'table'
    if (as.startsWith('PartialObjectMetadata')) return 'metadata'
  }
  throw new ApiError(
    406,
    'NotAcceptable',
    '406: Not Acceptable\n\nAvailable representations: application/json',
    {},
  )
}

/** An object as the requested version of its kind; built-in kinds have only one. */
export const inVersion = (resource: Resource, object: KubeObject): KubeObject =>
  isCustom(resource) ? { ...object, apiVersion: apiVersionOf(resource) } : object

/** An object without anything but its metadata. */
export const metadataOnly = ({ metadata }: KubeObject): KubeObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata,
})
