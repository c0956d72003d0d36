import { noRoute } from '../store/errors.ts'
import { apiVersionOf } from '../store/resources.ts'
import type { Resource } from '../store/types.ts'
import type { Exchange } from './call.ts'
import { servedResources } from './customs.ts'
import { sendJson } from './reply.ts'

/** Just enough OpenAPI v3 for kubectl to trust the server with the validation of fields. */
export function serveOpenApi({ api, response }: Exchange, path: readonly string[]): void {
  if (path[1] !== 'v3') throw noRoute()
  const resources = servedResources(api.store)
  if (path.length === 2) {
    const roots = [...new Set(resources.map(rootOf))]
    const paths = roots.map((root) => [root, { serverRelativeURL: `/openapi/v3/${root}` }])
    return sendJson(response, 200, { paths: Object.fromEntries(paths) })
  }
  const root = path.slice(2).join('/')
  const wanted = resources.filter((resource) => rootOf(resource) === root)
  if (wanted.length === 0) throw noRoute()
  sendJson(response, 200, {
    openapi: '3.0.0',
    info: { title: 'Kubernetes sandbox', version: 'v1' },
    paths: Object.fromEntries(wanted.map((resource) => [pathOf(resource), operationsOn(resource)])),
    components: { schemas: {} },
  })
}

const rootOf = (resource: Resource): string =>
  `${resource.group === '' ? 'api' : 'apis'}/${apiVersionOf(resource)}`

const pathOf = (resource: Resource): string => {
  const inNamespace = resource.namespaced ? 'namespaces/{namespace}/' : ''
  return `/${rootOf(resource)}/${inNamespace}${resource.plural}/{name}`
}

const parameters = ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
}))

function operationsOn({ group, version, kind }: Resource): unknown {
  const operations = ['get', 'put', 'patch', 'delete'].map((action) => [
    action,
    {
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': { group, version, kind },
      parameters,
      responses: { 200: { description: 'OK' } },
    },
  ])
  return Object.fromEntries(operations)
}
