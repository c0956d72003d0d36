import type { IncomingMessage, ServerResponse } from 'node:http'
import { noRoute, wrongMethod } from '../store/errors.ts'
import type { Api, Call, Exchange, User } from './call.ts'
import { servedAt, servedResources } from './customs.ts'
import { serveDiscovery } from './discovery.ts'
import { authenticate, impersonate, refuseForeignPages } from './identity.ts'
import { serveOpenApi } from './openapi.ts'
import { insist } from './rbac.ts'
import { get, list } from './read.ts'
import { remove, removeCollection } from './remove.ts'
import { sendJson, sendText } from './reply.ts'
import { answerReview, reviews } from './reviews.ts'
import { attributesOf, segmentsOf, targetOf, verbOf } from './route.ts'
import { serveSubresource } from './subresources/index.ts'
import { version } from './version.ts'
import { watch } from './watch.ts'
import { create, patch, update } from './write.ts'

/** Serves one request: who is it, may they, and then what they ask for. */
export async function serve(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  refuseForeignPages(request)
  const requestor = authenticate(api, request)
  const url = new URL(request.url ?? '/', 'https://sandbox')
  const exchange: Exchange = { api, request, response, query: url.searchParams }
  const path = segmentsOf(url.pathname)
  const depth = path[0] === 'api' ? 3 : 4
  if (!['api', 'apis'].includes(path[0] ?? '') || path.length < depth) {
    const verb = (request.method ?? 'GET').toLowerCase()
    const attributes = { verb, path: url.pathname }
    insist(api.store, impersonate(api.store, requestor, request, attributes), attributes)
    return serveDocument(exchange, path)
  }
  return serveResource(exchange, requestor, path)
}

function serveDocument(exchange: Exchange, path: readonly string[]): void {
  const { response, request } = exchange
  if (request.method !== 'GET') throw wrongMethod()
  switch (path[0]) {
    case 'healthz':
    case 'livez':
    case 'readyz':
      return sendText(response, 200, 'ok')
    case 'version':
      return sendJson(response, 200, version)
    case 'openapi':
      return serveOpenApi(exchange, path)
    case undefined:
    default:
      if (!serveDiscovery(exchange, path)) sendText(response, 404, '404 page not found\n')
  }
}

async function serveResource(exchange: Exchange, requestor: User, path: readonly string[]): Promise<void> {
  const { api, request, query } = exchange
  const target = targetOf(path)
  const verb = verbOf(request.method ?? 'GET', target, query)
  const attributes = attributesOf(target, verb, query)
  const user = impersonate(api.store, requestor, request, attributes)
  insist(api.store, user, attributes)
  const { group, version, plural, namespace, name, subresource } = target
  const review = reviews.find((one) => one.group === group && one.plural === plural)
  if (review !== undefined && verb === 'create') return answerReview(exchange, user, review)
  if (review !== undefined) throw wrongMethod()
  const resource = servedAt(api.store, group, version, plural)
  if (resource === undefined) {
    // The API server says so plainly for groups that it does not know, and as a Status for kinds.
    const knownGroup = servedResources(api.store).some(
      (one) => one.group === group && one.version === version,
    )
    if (knownGroup) throw noRoute()
    return sendText(exchange.response, 404, '404 page not found\n')
  }
  // Only lists and creations may leave the namespace open, and cluster-wide kinds have none.
  const needsNamespace = resource.namespaced && namespace === undefined && name !== undefined
  if (needsNamespace || (!resource.namespaced && namespace !== undefined)) throw noRoute()
  const call: Call = { ...exchange, user, verb, resource, namespace, name, subresource }
  return subresource === undefined ? serveVerb(call) : serveSubresource(call)
}

function serveVerb(call: Call): void | Promise<void> {
  switch (call.verb) {
    case 'get':
      return get(call)
    case 'list':
      return list(call)
    case 'watch':
      return watch(call)
    case 'create':
      if (call.name !== undefined) throw wrongMethod()
      return create(call)
    case 'update':
      if (call.name === undefined) throw wrongMethod()
      return update(call)
    case 'patch':
      if (call.name === undefined) throw wrongMethod()
      return patch(call)
    case 'delete':
      return remove(call)
    case 'deletecollection':
      return removeCollection(call)
  }
}
