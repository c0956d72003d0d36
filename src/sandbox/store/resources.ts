import type { Resource } from './types.ts'

type Subresources = Resource['subresources']
type Row = readonly [
  plural: string,
  kind: string,
  also?: {
    readonly short?: readonly string[]
    readonly subresources?: Subresources
    readonly all?: true
    readonly cluster?: true
    readonly singular?: string
  },
]

const status: Subresources = ['status']
const scaled: Subresources = ['status', 'scale']

/** Every built-in kind that the sandbox serves: discovery, routes, storage and RBAC all read this one table. */
export const resources: readonly Resource[] = [
  ...rows('', 'v1', [
    ['pods', 'Pod', { short: ['po'], all: true, subresources: ['status', 'log', 'eviction', 'binding'] }],
    ['services', 'Service', { short: ['svc'], all: true, subresources: status }],
    ['configmaps', 'ConfigMap', { short: ['cm'] }],
    ['secrets', 'Secret'],
    ['serviceaccounts', 'ServiceAccount', { short: ['sa'] }],
    ['events', 'Event', { short: ['ev'] }],
    ['endpoints', 'Endpoints', { short: ['ep'], singular: 'endpoints' }],
    ['persistentvolumeclaims', 'PersistentVolumeClaim', { short: ['pvc'], subresources: status }],
    ['persistentvolumes', 'PersistentVolume', { short: ['pv'], cluster: true, subresources: status }],
    ['namespaces', 'Namespace', { short: ['ns'], cluster: true, subresources: ['status', 'finalize'] }],
    ['nodes', 'Node', { short: ['no'], cluster: true, subresources: status }],
    ['resourcequotas', 'ResourceQuota', { short: ['quota'], subresources: status }],
    ['limitranges', 'LimitRange', { short: ['limits'] }],
    ['replicationcontrollers', 'ReplicationController', { short: ['rc'], all: true, subresources: scaled }],
  ]),
  ...rows('apps', 'v1', [
    ['deployments', 'Deployment', { short: ['deploy'], all: true, subresources: scaled }],
    ['replicasets', 'ReplicaSet', { short: ['rs'], all: true, subresources: scaled }],
    ['statefulsets', 'StatefulSet', { short: ['sts'], all: true, subresources: scaled }],
    ['daemonsets', 'DaemonSet', { short: ['ds'], all: true, subresources: status }],
    ['controllerrevisions', 'ControllerRevision'],
  ]),
  ...rows('batch', 'v1', [
    ['jobs', 'Job', { all: true, subresources: status }],
    ['cronjobs', 'CronJob', { short: ['cj'], all: true, subresources: status }],
  ]),
  ...rows('autoscaling', 'v2', [
    [
      'horizontalpodautoscalers',
      'HorizontalPodAutoscaler',
      { short: ['hpa'], all: true, subresources: status },
    ],
  ]),
  ...rows('policy', 'v1', [
    ['poddisruptionbudgets', 'PodDisruptionBudget', { short: ['pdb'], subresources: status }],
  ]),
  ...rows('coordination.k8s.io', 'v1', [['leases', 'Lease']]),
  ...rows('discovery.k8s.io', 'v1', [['endpointslices', 'EndpointSlice']]),
  ...rows('networking.k8s.io', 'v1', [
    ['ingresses', 'Ingress', { short: ['ing'], subresources: status }],
    ['networkpolicies', 'NetworkPolicy', { short: ['netpol'] }],
    ['ingressclasses', 'IngressClass', { cluster: true }],
  ]),
  ...rows('rbac.authorization.k8s.io', 'v1', [
    ['roles', 'Role'],
    ['rolebindings', 'RoleBinding'],
    ['clusterroles', 'ClusterRole', { cluster: true }],
    ['clusterrolebindings', 'ClusterRoleBinding', { cluster: true }],
  ]),
  ...rows('storage.k8s.io', 'v1', [['storageclasses', 'StorageClass', { short: ['sc'], cluster: true }]]),
  ...rows('scheduling.k8s.io', 'v1', [
    ['priorityclasses', 'PriorityClass', { short: ['pc'], cluster: true }],
  ]),
  ...rows('apiextensions.k8s.io', 'v1', [
    [
      'customresourcedefinitions',
      'CustomResourceDefinition',
      { short: ['crd', 'crds'], cluster: true, subresources: status },
    ],
  ]),
]

const kinds = new Map(resources.map((resource) => [resource.kind, resource]))
const paths = new Map(
  resources.map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]),
)

/** The built-in resource of a kind; asking for one that does not exist is a bug of the caller. */
export function resourceOf(kind: string): Resource {
  const found = kinds.get(kind)
  if (found === undefined) throw new Error(`the sandbox has no kind ${kind}`)
  return found
}

/** The built-in resource at a place in the API. */
export const byPath = (group: string, version: string, plural: string): Resource | undefined =>
  paths.get(`${group}/${version}/${plural}`)

/** The apiVersion of a resource's objects. */
export const apiVersionOf = ({ group, version }: Pick<Resource, 'group' | 'version'>): string =>
  group === '' ? version : `${group}/${version}`

function rows(group: string, version: string, table: readonly Row[]): Resource[] {
  return table.map(([plural, kind, also = {}]) => ({
    group,
    version,
    kind,
    plural,
    singular: also.singular ?? kind.toLowerCase(),
    shortNames: also.short ?? [],
    categories: also.all === true ? ['all'] : [],
    namespaced: also.cluster !== true,
    subresources: also.subresources ?? [],
  }))
}
