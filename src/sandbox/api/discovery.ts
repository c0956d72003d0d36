import { noRoute } from '../store/errors.ts'
import type { Resource } from '../store/types.ts'
import type { Exchange } from './call.ts'
import { servedResources } from './customs.ts'
import { sendJson } from './reply.ts'
import { reviews } from './reviews.ts'

/** What one path of a kind can do, in the terms that both forms of discovery share. */
interface Entry {
  readonly plural: string
  readonly subresource?: string
  readonly singular: string
  readonly namespaced: boolean
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly verbs: readonly string[]
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
}

interface GroupVersion {
  readonly group: string
  readonly version: string
  readonly entries: readonly Entry[]
}

const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

/** Serves /api, /apis and the documents below them; false when the path is a resource's. */
export function serveDiscovery(exchange: Exchange, path: readonly string[]): boolean {
  const [root, group = '', version] = path
  const core = root === 'api'
  if ((!core && root !== 'apis') || path.length > (core ? 2 : 3)) return false
  const served = groupVersions(exchange)
  if (path.length === 1) {
    if (acceptsAggregated(exchange)) {
      const items = aggregated(served.filter((one) => (one.group === '') === core))
      const document = {
        kind: 'APIGroupDiscoveryList',
        apiVersion: 'apidiscovery.k8s.io/v2',
        metadata: {},
        items,
      }
      sendJson(exchange.response, 200, document, aggregatedType)
    } else sendJson(exchange.response, 200, core ? coreVersions(exchange) : groupList(served))
    return true
  }
  const document = core
    ? resourceList(served.find((one) => one.group === '' && one.version === group))
    : version === undefined
      ? groupDocument(served, group)
      : resourceList(served.find((one) => one.group === group && one.version === version))
  sendJson(exchange.response, 200, document)
  return true
}

/** Every group and version with what it serves, in the order of the table of resources. */
function groupVersions({ api }: Exchange): readonly GroupVersion[] {
  const homes = [
    ...servedResources(api.store).map((home) => ({ home, entries: entriesOf(home) })),
    ...reviews.map((home) => ({ home, entries: [{ ...home, singular: '', verbs: ['create'] }] })),
  ]
  return [...Map.groupBy(homes, ({ home }) => `${home.group}/${home.version}`).values()].flatMap((all) => {
    const [first] = all
    if (first === undefined) return []
    const { group, version } = first.home
    return [{ group, version, entries: all.flatMap(({ entries }): readonly Entry[] => entries) }]
  })
}

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

function entriesOf(resource: Resource): Entry[] {
  return [{ ...resource, verbs }, ...resource.subresources.map((name) => subresourceEntry(resource, name))]
}

const writing = ['get', 'patch', 'update']

function subresourceEntry(resource: Resource, subresource: Resource['subresources'][number]): Entry {
  const { plural, namespaced, group, version, kind } = resource
  const entry = { plural, subresource, singular: '', namespaced, group, version, kind }
  switch (subresource) {
    case 'scale':
      return { ...entry, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: writing }
    case 'eviction':
      return { ...entry, group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] }
    case 'binding':
      return { ...entry, kind: 'Binding', verbs: ['create'] }
    case 'log':
      return { ...entry, verbs: ['get'] }
    case 'finalize':
      return { ...entry, verbs: ['update'] }
    case 'status':
      return { ...entry, verbs: writing }
  }
}

const acceptsAggregated = ({ request }: Exchange): boolean => {
  const { accept = '' } = request.headers
  return accept.includes('as=APIGroupDiscoveryList') && accept.includes('v=v2;')
}

const coreVersions = ({ request }: Exchange): unknown => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: request.headers.host }],
})

const named = (served: readonly GroupVersion[]): ReadonlyMap<string, readonly GroupVersion[]> =>
  Map.groupBy(
    served.filter(({ group }) => group !== ''),
    ({ group }) => group,
  )

const groupList = (served: readonly GroupVersion[]): unknown => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: [...named(served)].map(([name, versions]) => groupOf(name, versions)),
})

function groupDocument(served: readonly GroupVersion[], name: string): unknown {
  const versions = named(served).get(name)
  if (versions === undefined) throw noRoute()
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(name, versions) }
}

function groupOf(name: string, served: readonly GroupVersion[]): object {
  const versions = served.map(({ version }) => ({ groupVersion: `${name}/${version}`, version }))
  return { name, versions, preferredVersion: versions[0] }
}

function resourceList(served: GroupVersion | undefined): unknown {
  if (served === undefined) throw noRoute()
  const { group, version } = served
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group === '' ? version : `${group}/${version}`,
    resources: served.entries.map((entry) => ({
      name: entry.subresource === undefined ? entry.plural : `${entry.plural}/${entry.subresource}`,
      singularName: entry.singular,
      namespaced: entry.namespaced,
      ...(entry.group === group ? {} : { group: entry.group, version: entry.version }),
      kind: entry.kind,
      verbs: entry.verbs,
      ...naming(entry),
    })),
  }
}

const naming = ({ shortNames = [], categories = [] }: Entry): object => ({
  ...(shortNames.length === 0 ? {} : { shortNames }),
  ...(categories.length === 0 ? {} : { categories }),
})

function aggregated(served: readonly GroupVersion[]): unknown[] {
  const groups = Map.groupBy(served, ({ group }) => group)
  return [...groups].map(([name, versions]) => ({
    metadata: name === '' ? {} : { name },
    versions: versions.map(({ version, entries }) => ({
      version,
      freshness: 'Current',
      resources: entries
        .filter(({ subresource }) => subresource === undefined)
        .map((entry) => ({
          resource: entry.plural,
          responseKind: responseKind(entry),
          scope: entry.namespaced ? 'Namespaced' : 'Cluster',
          singularResource: entry.singular,
          verbs: entry.verbs,
          ...naming(entry),
          subresources: entries
            .filter(({ plural, subresource }) => plural === entry.plural && subresource !== undefined)
            .map((below) => ({
              subresource: below.subresource,
              responseKind: responseKind(below),
              verbs: below.verbs,
            })),
        })),
    })),
  }))
}

const responseKind = ({ group, version, kind }: Entry): unknown => ({ group, version, kind })
