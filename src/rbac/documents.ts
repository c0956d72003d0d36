import type { Policy } from '../core/policy.ts'
import type { Need } from './needs.ts'
import { peopleOf } from './people.ts'
import { doingRules, doingsOf, namingRules, type Rule } from './rules.ts'

export interface Wanted {
  readonly policy: Policy
  readonly cluster: string
  /** For Kubernetes before 1.36: the old verb, which cannot say what is done in somebody's name. */
  readonly plain: boolean
  /** Lets the bot use any user's name, for people whose Kubernetes user the policy does not name. */
  readonly anyUser: boolean
  /** Kinds to be read besides those that come with Kubernetes. */
  readonly also: readonly Need[]
}

/** An object of RBAC. */
export interface Manifest {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1'
  readonly kind: 'ClusterRole' | 'ClusterRoleBinding' | 'Role' | 'RoleBinding'
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels: Record<string, string>
  }
  readonly rules?: readonly Rule[]
  readonly roleRef?: { readonly apiGroup: string; readonly kind: string; readonly name: string }
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace: string }[]
}

/** Everything that the bot's ServiceAccount needs on one cluster, and nothing else. */
export function rbacDocuments({ policy, cluster, plain, anyUser, also }: Wanted): readonly Manifest[] {
  const naming = namingRules(peopleOf(policy, cluster), plain, anyUser)
  const doings = doingsOf(policy, cluster, also)
  return [
    ...bound('roundsman', own),
    ...bound('roundsman-impersonator', plain ? naming : [...naming, ...doingRules(doings.everywhere)]),
    ...(plain ? [] : [...doings.inside]).flatMap(([namespace, all]) =>
      bound('roundsman-impersonator', doingRules(all), namespace),
    ),
  ]
}

/** The uid of kube-system tells clusters apart; the bot needs nothing else in its own name. */
const own: readonly Rule[] = [
  { apiGroups: [''], resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] },
]

const apiGroup = 'rbac.authorization.k8s.io'
const account = { kind: 'ServiceAccount', name: 'roundsman', namespace: 'roundsman' }

/** A role and its binding to the bot, in one namespace or for the whole cluster. */
function bound(name: string, rules: readonly Rule[], namespace?: string): readonly Manifest[] {
  const apiVersion = `${apiGroup}/v1` as const
  const labels = { 'app.kubernetes.io/name': 'roundsman' }
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }), labels }
  const kind = namespace === undefined ? 'ClusterRole' : 'Role'
  return [
    { apiVersion, kind, metadata, rules },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef: { apiGroup, kind, name }, subjects: [account] },
  ]
}
