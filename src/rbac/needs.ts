import type { Permission } from '../core/risk.ts'

/** What a permission makes the bot ask of a cluster on somebody's behalf. */
export interface Need {
  readonly group: string
  /** With its subresource, as RBAC spells it: `pods/log`. */
  readonly resource: string
  readonly namespaced: boolean
  readonly verbs: readonly Verb[]
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'patch' | 'delete'

const reading = ['get', 'list', 'watch'] as const

/** Never a `*`: a kind that is not listed here, Secrets above all, stays out of reach of whoever steals the bot's token. */
export const needs: Readonly<Record<Permission, readonly Need[]>> = {
  'bot:read': [],
  'clusters:read': [],
  'approvals:vote': [],
  'audit:read': [],
  'objects:read': [
    ...namespaced('', [
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'persistentvolumeclaims',
      'pods',
      'replicationcontrollers',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ]),
    ...clusterWide('', ['namespaces', 'nodes', 'persistentvolumes']),
    ...namespaced('apps', [
      'controllerrevisions',
      'daemonsets',
      'deployments',
      'replicasets',
      'statefulsets',
    ]),
    ...namespaced('autoscaling', ['horizontalpodautoscalers']),
    ...namespaced('batch', ['cronjobs', 'jobs']),
    ...namespaced('discovery.k8s.io', ['endpointslices']),
    ...namespaced('events.k8s.io', ['events']),
    ...namespaced('metrics.k8s.io', ['pods']),
    ...clusterWide('metrics.k8s.io', ['nodes']),
    ...namespaced('networking.k8s.io', ['ingresses', 'networkpolicies']),
    ...clusterWide('networking.k8s.io', ['ingressclasses']),
    ...namespaced('policy', ['poddisruptionbudgets']),
    ...clusterWide('storage.k8s.io', ['storageclasses', 'volumeattachments']),
    ...clusterWide('apiextensions.k8s.io', ['customresourcedefinitions']),
  ],
  'logs:read': [
    ...namespaced('', ['pods/log'], ['get']),
    // Whatever a log can be asked for by: the pods behind it are looked for.
    ...namespaced('', ['pods', 'services', 'replicationcontrollers'], ['get', 'list']),
    ...namespaced('apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], ['get', 'list']),
    ...namespaced('batch', ['jobs'], ['get', 'list']),
  ],
  'secrets:read': namespaced('', ['secrets'], ['get', 'list']),
  'workloads:write': [
    ...namespaced('apps', ['daemonsets', 'deployments', 'statefulsets'], ['get', 'list', 'watch', 'patch']),
    ...namespaced('apps', ['deployments/scale', 'replicasets/scale', 'statefulsets/scale'], ['patch']),
    // What is looked at before a change is shown, and while it goes on.
    ...namespaced('apps', ['controllerrevisions', 'replicasets'], reading),
    ...namespaced('', ['pods'], reading),
    ...namespaced('', ['resourcequotas'], ['list']),
    ...namespaced('autoscaling', ['horizontalpodautoscalers'], ['list']),
    ...namespaced('policy', ['poddisruptionbudgets'], ['list']),
  ],
  'pods:delete': [
    ...namespaced('', ['pods'], ['get', 'list', 'delete']),
    ...namespaced('', ['pods/eviction'], ['create']),
    ...namespaced('policy', ['poddisruptionbudgets'], ['list']),
  ],
}

/** Kinds that the list above does not know, custom ones above all: read as any other object. */
export function alsoRead(group: string, resource: string): Need {
  return { group, resource, namespaced: true, verbs: reading }
}

/** What the cluster is asked about every person: whether they may. */
export const review: Need = {
  group: 'authorization.k8s.io',
  resource: 'selfsubjectaccessreviews',
  namespaced: false,
  verbs: ['create'],
}

function namespaced(group: string, resources: readonly string[], verbs: readonly Verb[] = reading): Need[] {
  return resources.map((resource) => ({ group, resource, namespaced: true, verbs }))
}

function clusterWide(group: string, resources: readonly string[]): Need[] {
  return resources.map((resource) => ({ group, resource, namespaced: false, verbs: reading }))
}
