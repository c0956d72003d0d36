import type { IncomingMessage } from 'node:http'
import { ApiError, badRequest, unauthorized } from '../store/errors.ts'
import type { ObjectStore } from '../store/types.ts'
import type { Api, Attributes, User } from './call.ts'
import { authorize, refusal } from './rbac.ts'

/** Who holds the request's bearer token. Nobody is let in without one. */
export function authenticate({ tokens }: Api, request: IncomingMessage): User {
  const token = /^bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const user = token !== undefined && Object.hasOwn(tokens, token) ? tokens[token] : undefined
  if (user === undefined) throw unauthorized()
  return { ...user, groups: withGroup(user.groups, 'system:authenticated') }
}

/** Pages in a browser can reach a loopback port: only a client that names the loopback and no page is served. */
export function refuseForeignPages(request: IncomingMessage): void {
  const { host = '', origin } = request.headers
  const local = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)
  const crossSite = request.headers['sec-fetch-site'] === 'cross-site'
  if (local && origin === undefined && !crossSite) return
  throw new ApiError(403, 'Forbidden', 'forbidden: the sandbox serves only clients on this machine', {})
}

/**
 * Whom the request is to be made for, when it carries impersonation headers. The constrained form is tried
 * first, and the plain `impersonate` verb after it; when both refuse, the first refusal is the one to be told.
 */
export function impersonate(
  store: ObjectStore,
  requestor: User,
  request: IncomingMessage,
  attributes: Attributes,
): User {
  const wanted = wantedUser(request)
  if (wanted === undefined) return requestor
  const mode = constrainedMode(wanted)
  const on = { ...attributes, verb: `impersonate-on:${mode}:${attributes.verb}` }
  const refused =
    mode === undefined
      ? undefined
      : (refusalOf(store, requestor, on) ?? refusalOfParts(store, requestor, wanted, `impersonate:${mode}`))
  if (mode !== undefined && refused === undefined) return asUser(wanted)
  const legacy = refusalOfParts(store, requestor, wanted, 'impersonate')
  if (legacy === undefined) return asUser(wanted)
  throw refused ?? legacy
}

interface Wanted extends User {
  readonly extra: Readonly<Record<string, readonly string[]>>
}

function wantedUser(request: IncomingMessage): Wanted | undefined {
  let username = ''
  let uid = ''
  const groups: string[] = []
  const extra: Record<string, string[]> = {}
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const header = request.rawHeaders[index]?.toLowerCase() ?? ''
    // Node reads a header's bytes one by one; people's names come in UTF-8.
    const value = Buffer.from(request.rawHeaders[index + 1] ?? '', 'latin1').toString('utf8')
    if (header === 'impersonate-user') username = value
    if (header === 'impersonate-uid') uid = value
    if (header === 'impersonate-group') groups.push(value)
    if (header.startsWith(extraPrefix)) {
      const key = decodeKey(header.slice(extraPrefix.length))
      extra[key] = [...(extra[key] ?? []), value]
    }
  }
  const others = uid !== '' || groups.length > 0 || Object.keys(extra).length > 0
  if (username === '' && others) throw badRequest(withoutUser(uid, groups, extra))
  return username === '' ? undefined : { username, groups, extra, ...(uid === '' ? {} : { uid }) }
}

/** The API server shows the Go value here. */
function withoutUser(uid: string, groups: readonly string[], extra: Record<string, string[]>): string {
  const list = (items: readonly string[]) => items.map((item) => JSON.stringify(item)).join(', ')
  const wantedGroups = groups.length === 0 ? '[]string(nil)' : `[]string{${list(groups)}}`
  const keys = Object.entries(extra).map(([key, values]) => `"${key}":[]string{${list(values)}}`)
  const wantedExtra =
    keys.length === 0 ? 'map[string][]string(nil)' : `map[string][]string{${keys.join(', ')}}`
  const user = `&user.DefaultInfo{Name:"", UID:"${uid}", Groups:${wantedGroups}, Extra:${wantedExtra}}`
  return `requested ${user} without impersonating a user name`
}

const extraPrefix = 'impersonate-extra-'

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    // Kubernetes takes a key that is not percent-encoded as it stands.
    return key
  }
}

type Mode = 'user-info' | 'serviceaccount'

function constrainedMode({ username, groups, extra, uid }: Wanted): Mode | undefined {
  if (username.startsWith('system:node:')) return undefined
  if (serviceAccount(username) === undefined) return 'user-info'
  const nothingElse = groups.length === 0 && Object.keys(extra).length === 0 && uid === undefined
  return nothingElse ? 'serviceaccount' : undefined
}

/** Each part of the wanted identity needs a right of its own. */
function refusalOfParts(
  store: ObjectStore,
  requestor: User,
  wanted: Wanted,
  verb: string,
): ApiError | undefined {
  const constrained = verb !== 'impersonate'
  const authentication = 'authentication.k8s.io'
  const group = constrained ? authentication : ''
  const account = serviceAccount(wanted.username)
  const who =
    account === undefined
      ? { verb, group, resource: 'users', name: wanted.username }
      : { verb, group, resource: 'serviceaccounts', ...account }
  const refused = refusalOf(store, requestor, who)
  if (refused !== undefined) return refused
  if (constrained && wanted.groups.includes('system:masters')) {
    const masters = { verb, group, resource: 'groups', name: 'system:masters' }
    return refusal(requestor, masters, 'impersonating the system:masters group is not allowed')
  }
  const bare = Object.keys(wanted.extra).find((key) => !/^[^/]+\.[^/]+\/./.test(key))
  if (constrained && bare !== undefined) {
    const extras = { verb, group, resource: 'userextras' }
    const why = `extra.key: Invalid value: "${bare}": must be a domain-prefixed path (such as "acme.io/foo")`
    return refusal(requestor, extras, `impersonating an invalid key in extra is not allowed: ${why}`)
  }
  const parts: Attributes[] = [
    ...(wanted.uid === undefined
      ? []
      : [{ verb, group: authentication, resource: 'uids', name: wanted.uid }]),
    ...wanted.groups.map((name) => ({ verb, group, resource: 'groups', name })),
    ...Object.entries(wanted.extra).flatMap(([subresource, values]) =>
      values.map((name) => ({ verb, group: authentication, resource: 'userextras', subresource, name })),
    ),
  ]
  for (const part of parts) {
    const refused = refusalOf(store, requestor, part)
    if (refused !== undefined) return refused
  }
  return undefined
}

function refusalOf(store: ObjectStore, user: User, attributes: Attributes): ApiError | undefined {
  const { allowed, reason } = authorize(store, user, attributes)
  return allowed ? undefined : refusal(user, attributes, reason)
}

function asUser(wanted: Wanted): User {
  const account = serviceAccount(wanted.username)
  const own =
    account === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`]
  const groups = wanted.groups.length === 0 ? own : wanted.groups
  return { ...wanted, groups: withGroup(groups, 'system:authenticated') }
}

function serviceAccount(username: string): { namespace: string; name: string } | undefined {
  const parts = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username)
  return parts === null ? undefined : { namespace: parts[1] ?? '', name: parts[2] ?? '' }
}

const withGroup = (groups: readonly string[], group: string): readonly string[] =>
  groups.includes(group) ? groups : [...groups, group]
