import { dig, digList, digText, isRecord, type Json } from '../store/json.ts'
import { resourceOf } from '../store/resources.ts'
import { ApiError, forbidden } from '../store/errors.ts'
import type { KubeObject, ObjectStore } from '../store/types.ts'
import type { Attributes, PathAttributes, ResourceAttributes, User } from './call.ts'

export interface Verdict {
  readonly allowed: boolean
  readonly reason: string
}

/** Asks the stored roles and bindings, the way the RBAC authorizer does. */
export function authorize(store: ObjectStore, user: User, attributes: Attributes): Verdict {
  if (user.groups.includes('system:masters')) return { allowed: true, reason: '' }
  const namespace = 'path' in attributes ? undefined : attributes.namespace
  const { rules, broken } = rulesFor(store, user, namespace)
  for (const { rule, why } of rules) {
    if ('path' in attributes ? allowsPath(rule, attributes) : allowsResource(rule, attributes)) {
      return { allowed: true, reason: `RBAC: allowed by ${why}` }
    }
  }
  return { allowed: false, reason: broken.length === 0 ? '' : `rbac: RBAC: ${broken.join(', ')}` }
}

/** Throws the 403 of a request that RBAC does not allow. */
export function insist(store: ObjectStore, user: User, attributes: Attributes): void {
  const { allowed, reason } = authorize(store, user, attributes)
  if (!allowed) throw refusal(user, attributes, reason)
}

/** A refusal in the API server's exact words. */
export function refusal(user: User, attributes: Attributes, reason = ''): ApiError {
  const because = reason === '' ? '' : `: ${reason}`
  const who = `User "${user.username}" cannot ${attributes.verb}`
  if ('path' in attributes) {
    return new ApiError(403, 'Forbidden', `forbidden: ${who} path "${attributes.path}"${because}`, {})
  }
  const { group, resource, subresource, name, namespace } = attributes
  const what = subresource === undefined ? resource : `${resource}/${subresource}`
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  const why = `${who} resource "${what}" in API group "${group}" ${where}${because}`
  return forbidden({ group, plural: resource }, name === '' ? undefined : name, why)
}

interface BoundRule {
  readonly rule: Json
  readonly why: string
}

/** Every rule that a user has in a namespace (or cluster-wide), and what stands in the way of others. */
export function rulesFor(
  store: ObjectStore,
  user: User,
  namespace: string | undefined,
): { rules: readonly BoundRule[]; broken: readonly string[] } {
  const rules: BoundRule[] = user.groups.includes('system:authenticated') ? [...everybody] : []
  const broken: string[] = []
  const bindings = [
    ...store.list(resourceOf('ClusterRoleBinding')),
    ...(namespace === undefined ? [] : store.list(resourceOf('RoleBinding'), namespace)),
  ]
  for (const binding of bindings) {
    const subject = digList(binding, 'subjects').find((one) => isSubject(one, user, binding))
    if (subject === undefined) continue
    const role = roleOf(store, binding)
    if (role === undefined) broken.push(missingRole(binding))
    for (const rule of digList(role, 'rules')) {
      if (isRecord(rule)) rules.push({ rule, why: because(binding, subject) })
    }
  }
  return { rules, broken }
}

const discovery = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
]
const everybody: readonly BoundRule[] = [
  {
    why: 'ClusterRoleBinding "system:basic-user" of ClusterRole "system:basic-user" to Group "system:authenticated"',
    rule: {
      verbs: ['create'],
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    },
  },
  {
    why: 'ClusterRoleBinding "system:basic-user" of ClusterRole "system:basic-user" to Group "system:authenticated"',
    rule: { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  },
  {
    why: 'ClusterRoleBinding "system:discovery" of ClusterRole "system:discovery" to Group "system:authenticated"',
    rule: { verbs: ['get'], nonResourceURLs: discovery },
  },
  {
    why: 'ClusterRoleBinding "system:public-info-viewer" of ClusterRole "system:public-info-viewer" to Group "system:authenticated"',
    rule: { verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] },
  },
]

function isSubject(subject: unknown, user: User, binding: KubeObject): boolean {
  const name = digText(subject, 'name') ?? ''
  const kind = digText(subject, 'kind')
  if (kind === 'User') return name === user.username
  if (kind === 'Group') return user.groups.includes(name)
  const namespace = digText(subject, 'namespace') ?? binding.metadata.namespace
  return kind === 'ServiceAccount' && user.username === `system:serviceaccount:${namespace}:${name}`
}

function roleOf(store: ObjectStore, binding: KubeObject): KubeObject | undefined {
  const name = digText(binding, 'roleRef', 'name') ?? ''
  return dig(binding, 'roleRef', 'kind') === 'ClusterRole'
    ? store.get(resourceOf('ClusterRole'), undefined, name)
    : store.get(resourceOf('Role'), binding.metadata.namespace, name)
}

function missingRole(binding: KubeObject): string {
  const kind = (digText(binding, 'roleRef', 'kind') ?? '').toLowerCase()
  return `${kind}.rbac.authorization.k8s.io "${digText(binding, 'roleRef', 'name')}" not found`
}

function because({ kind, metadata, ...rest }: KubeObject, subject: unknown): string {
  const place = metadata.namespace === undefined ? metadata.name : `${metadata.name}/${metadata.namespace}`
  const role = `${digText(rest, 'roleRef', 'kind')} "${digText(rest, 'roleRef', 'name')}"`
  const namespace = digText(subject, 'namespace')
  const name = `${digText(subject, 'name')}${namespace === undefined ? '' : `/${namespace}`}`
  return `${kind} "${place}" of ${role} to ${digText(subject, 'kind')} "${name}"`
}

function allowsResource(rule: Json, asked: ResourceAttributes): boolean {
  const named = digList(rule, 'resourceNames')
  const resource = asked.subresource === undefined ? asked.resource : `${asked.resource}/${asked.subresource}`
  const covers =
    includes(rule, 'resources', resource) ||
    (asked.subresource !== undefined && digList(rule, 'resources').includes(`*/${asked.subresource}`))
  return (
    covers &&
    includes(rule, 'verbs', asked.verb) &&
    includes(rule, 'apiGroups', asked.group) &&
    (named.length === 0 || named.includes(asked.name ?? ''))
  )
}

function allowsPath(rule: Json, { verb, path }: PathAttributes): boolean {
  const covers = digList(rule, 'nonResourceURLs').some(
    (url) =>
      url === path || (typeof url === 'string' && url.endsWith('*') && path.startsWith(url.slice(0, -1))),
  )
  return covers && includes(rule, 'verbs', verb)
}

const includes = (rule: Json, field: string, value: string): boolean =>
  digList(rule, field).some((item) => item === '*' || item === value)
