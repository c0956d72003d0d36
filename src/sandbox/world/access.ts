import { resources } from '../store/resources.ts'
import { people } from './people.ts'
import { namespace, type Manifest } from './world.ts'

interface Rule {
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
  readonly verbs: readonly string[]
}

/** The demo's RBAC: three roles for people by group, and the bot's constrained right to act as them. */
export function access(): Manifest[] {
  const viewers = ['shop-viewers', 'shop-operators', 'approvers']
  const operators = ['shop-operators', 'approvers']
  return [
    namespace('roundsman'),
    { kind: 'ServiceAccount', metadata: { name: 'roundsman', namespace: 'roundsman' } },
    clusterRole('shop-viewer', viewing),
    clusterRole('shop-operator', operating),
    clusterRole('cluster-admin', everything),
    clusterRole('roundsman-impersonator', impersonating),
    clusterRole('roundsman', own),
    clusterRoleBinding('shop-viewers', 'shop-viewer', viewers.map(group)),
    clusterRoleBinding('cluster-admins', 'cluster-admin', [group('cluster-admins')]),
    clusterRoleBinding('roundsman-impersonator', 'roundsman-impersonator', [account]),
    clusterRoleBinding('roundsman', 'roundsman', [account]),
    ...['shop', 'dev'].map((name) =>
      roleBinding(name, 'shop-operators', 'shop-operator', operators.map(group)),
    ),
  ]
}

const account = { kind: 'ServiceAccount', name: 'roundsman', namespace: 'roundsman' }
const roles = 'rbac.authorization.k8s.io'
const authentication = 'authentication.k8s.io'

/** Everything but Secrets: RBAC knows no exceptions, so the rest is listed. */
const readable: readonly Pick<Rule, 'apiGroups' | 'resources'>[] = [
  ...new Set(resources.map(({ group }) => group)),
].map((group) => ({
  apiGroups: [group],
  resources: resources
    .filter((resource) => resource.group === group && resource.kind !== 'Secret')
    .flatMap(({ plural, subresources }) => [
      plural,
      ...subresources.filter((it) => ['status', 'scale', 'log'].includes(it)).map((it) => `${plural}/${it}`),
    ]),
}))
const custom = [
  { apiGroups: ['shop.example'], resources: ['*'] },
  { apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'] },
]

const viewing: readonly Rule[] = [...readable, ...custom].map((what) => ({
  ...what,
  verbs: ['get', 'list', 'watch'],
}))

const operating: readonly Rule[] = [
  {
    apiGroups: ['apps'],
    resources: [
      'deployments',
      'statefulsets',
      'daemonsets',
      'deployments/scale',
      'statefulsets/scale',
      'replicasets/scale',
    ],
    verbs: ['patch'],
  },
  { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
]

const everything: readonly Rule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
]

/** What the bot asks about people's rights, on their behalf. */
const reviewing: Rule = {
  apiGroups: ['authorization.k8s.io'],
  resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  verbs: ['create'],
}

const impersonating: readonly Rule[] = [
  {
    apiGroups: [authentication],
    resources: ['users'],
    resourceNames: Object.values(people).map(({ username }) => username),
    verbs: ['impersonate:user-info'],
  },
  {
    apiGroups: [authentication],
    resources: ['groups'],
    resourceNames: [...new Set(Object.values(people).flatMap(({ groups }) => [...groups]))],
    verbs: ['impersonate:user-info'],
  },
  {
    apiGroups: [authentication],
    resources: ['userextras/roundsman.dev/request'],
    verbs: ['impersonate:user-info'],
  },
  ...[...viewing, ...operating, reviewing].map((rule) => ({
    ...rule,
    verbs: rule.verbs.map((verb) => `impersonate-on:user-info:${verb}`),
  })),
  { nonResourceURLs: ['*'], verbs: ['impersonate-on:user-info:get'] },
]

/** The uid of kube-system is the cluster's identity; the bot needs nothing else in its own name. */
const own: readonly Rule[] = [
  { apiGroups: [''], resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] },
]

function group(name: string): object {
  return { apiGroup: roles, kind: 'Group', name }
}

function clusterRole(name: string, rules: readonly Rule[]): Manifest {
  return { kind: 'ClusterRole', metadata: { name }, rules }
}

function clusterRoleBinding(name: string, role: string, subjects: readonly object[]): Manifest {
  const roleRef = { apiGroup: roles, kind: 'ClusterRole', name: role }
  return { kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects }
}

function roleBinding(home: string, name: string, role: string, subjects: readonly object[]): Manifest {
  const roleRef = { apiGroup: roles, kind: 'ClusterRole', name: role }
  return { kind: 'RoleBinding', metadata: { name, namespace: home }, roleRef, subjects }
}
