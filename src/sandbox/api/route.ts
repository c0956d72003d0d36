import { badRequest, noRoute, wrongMethod } from '../store/errors.ts'
import type { ResourceAttributes, Verb } from './call.ts'

/** Where a path points to in the API. */
export interface Target {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly namespace: string | undefined
  readonly name: string | undefined
  readonly subresource: string | undefined
}

/** The segments of a path, decoded. */
export function segmentsOf(path: string): string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent)
  } catch {
    throw badRequest('the path is not readable')
  }
}

/** Reads `/api/v1/…` and `/apis/group/version/…`; everything else is no resource. */
export function targetOf(path: readonly string[]): Target {
  const core = path[0] === 'api'
  if (!core && path[0] !== 'apis') throw noRoute()
  const [group = '', version = ''] = core ? ['', path[1]] : [path[1], path[2]]
  const rest = path.slice(core ? 2 : 3)
  const [root, namespace, plural = '', name, subresource, ...more] = rest
  if (more.length > 0 || root === undefined) throw noRoute()
  // /namespaces/shop/status is a namespace's subresource, /namespaces/shop/pods a collection inside of it.
  if (root === 'namespaces' && rest.length > 2 && !(rest.length === 3 && ofNamespace.has(plural))) {
    return { group, version, plural, namespace, name, subresource }
  }
  if (rest.length > 3) throw noRoute()
  const below = rest[2]
  return { group, version, plural: root, namespace: undefined, name: namespace, subresource: below }
}

const ofNamespace = new Set(['status', 'finalize'])

/** The verb that RBAC knows a request by. */
export function verbOf(method: string, { name }: Target, query: URLSearchParams): Verb {
  const watching = ['true', '1'].includes(query.get('watch') ?? '')
  switch (method) {
    case 'GET':
      if (name !== undefined) return 'get'
      return watching ? 'watch' : 'list'
    case 'POST':
      return 'create'
    case 'PUT':
      return 'update'
    case 'PATCH':
      return 'patch'
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete'
    default:
      throw wrongMethod()
  }
}

/** What RBAC is asked. A namespace lies in itself, and a selector for one name asks for that name. */
export function attributesOf(target: Target, verb: Verb, query: URLSearchParams): ResourceAttributes {
  const { group, plural: resource, namespace, name, subresource } = target
  const selected = /^metadata\.name==?([^,]+)$/.exec(query.get('fieldSelector') ?? '')?.[1]
  return {
    verb,
    group,
    resource,
    subresource,
    name: name ?? selected,
    namespace: namespace ?? (group === '' && resource === 'namespaces' ? name : undefined),
  }
}
