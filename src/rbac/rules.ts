import type { Policy } from '../core/policy.ts'
import { permissions } from '../core/risk.ts'
import { needs, review, type Need } from './needs.ts'
import type { People } from './people.ts'
import { reachOf } from './reach.ts'

/** One rule of a Role or ClusterRole. */
export interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

/** What may be done in other people's names: everywhere, and in single namespaces beyond that. */
export interface Doings {
  readonly everywhere: readonly Need[]
  readonly inside: ReadonlyMap<string, readonly Need[]>
}

/** What the roles of a policy need on a cluster, in as few namespaces as the grants name. */
export function doingsOf(policy: Policy, cluster: string, also: readonly Need[]): Doings {
  const everywhere: Need[] = []
  const inside = new Map<string, Need[]>()
  for (const permission of permissions) {
    const reach = reachOf(policy, cluster, permission)
    for (const need of [...needs[permission], ...(permission === 'objects:read' ? also : [])]) {
      if (need.namespaced ? reach.namespaces === 'every' : reach.cluster) everywhere.push(need)
      else if (need.namespaced && reach.namespaces !== 'every')
        for (const name of reach.namespaces) inside.set(name, [...(inside.get(name) ?? []), need])
    }
  }
  if (everywhere.length + inside.size > 0) everywhere.push(review)
  const wide = merged(everywhere)
  const narrow = [...inside].map(([name, all]) => [name, without(merged(all), wide)] as const)
  return {
    everywhere: wide,
    inside: new Map(narrow.filter(([, all]) => all.length > 0).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** `impersonate-on` rules for what is done in people's names (Kubernetes 1.36 and later). */
export function doingRules(all: readonly Need[]): readonly Rule[] {
  const groups = Map.groupBy(all, ({ group, verbs }) => JSON.stringify([group, verbs]))
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined) return []
    return [
      {
        apiGroups: [first.group],
        resources: alike.map(({ resource }) => resource),
        verbs: first.verbs.map((verb) => `impersonate-on:user-info:${verb}`),
      },
    ]
  })
}

/** Whose names may be used. A rule without names would mean everybody's, so there is none when there are no names. */
export function namingRules(people: People, plain: boolean, anyUser: boolean): readonly Rule[] {
  const verbs = [plain ? 'impersonate' : 'impersonate:user-info']
  // The plain verb has always looked for users and groups in the core group.
  const apiGroups = [plain ? '' : 'authentication.k8s.io']
  const named = (resource: string, names: readonly string[]): Rule[] =>
    names.length === 0 ? [] : [{ apiGroups, resources: [resource], resourceNames: names, verbs }]
  return [
    ...(anyUser ? [{ apiGroups, resources: ['users'], verbs }] : named('users', people.users)),
    ...named('groups', people.groups),
    { apiGroups: ['authentication.k8s.io'], resources: ['userextras/roundsman.dev/request'], verbs },
  ]
}

/** Each resource once, with all its verbs, in a fixed order. */
function merged(all: readonly Need[]): readonly Need[] {
  const groups = Map.groupBy(all, ({ group, resource }) => `${group}/${resource}`)
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, alike]) => {
      const [first] = alike
      if (first === undefined) return []
      const asked = new Set(alike.flatMap(({ verbs }) => verbs))
      return [{ ...first, verbs: order.filter((verb) => asked.has(verb)) }]
    })
}

const order = ['get', 'list', 'watch', 'create', 'patch', 'delete'] as const

function without(narrow: readonly Need[], wide: readonly Need[]): readonly Need[] {
  return narrow.flatMap((need) => {
    const known = wide.find(({ group, resource }) => group === need.group && resource === need.resource)
    const verbs = need.verbs.filter((verb) => !known?.verbs.includes(verb))
    return verbs.length === 0 ? [] : [{ ...need, verbs }]
  })
}
