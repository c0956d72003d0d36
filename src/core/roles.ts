import type { KubernetesIdentity } from './identity.ts'
import { matches } from './pattern.ts'
import type { Account } from './person.ts'
import type { Policy } from './policy.ts'
import type { Permission } from './risk.ts'

export type Grant = Policy['grants'][number]

/** The grants of a person on a cluster (null: on any), by Kubernetes group or by Slack id. */
export function grantsOf(
  policy: Policy,
  { user }: Account,
  { groups }: KubernetesIdentity,
  cluster: string | null,
): readonly Grant[] {
  return policy.grants.filter(
    (grant) =>
      (grant.people.includes(user) || grant.groups.some((group) => groups.includes(group))) &&
      (cluster === null || grant.clusters.some((pattern) => matches(pattern, cluster))),
  )
}

/** A role's own permissions and those of the roles that it extends. */
export function permissionsOf(policy: Policy, role: string): ReadonlySet<Permission> {
  return new Set(lineage(policy, role).flatMap(({ permissions }) => permissions))
}

type Role = Policy['roles'][string]

/** The role first, then what it extends; ends at a repetition, so that a cycle cannot hang anything. */
export function lineage(
  policy: Policy,
  name: string | undefined,
  seen: readonly string[] = [],
): readonly Role[] {
  const known = name !== undefined && !seen.includes(name) && Object.hasOwn(policy.roles, name)
  const role = known ? policy.roles[name] : undefined
  if (!role || name === undefined) return []
  return [role, ...lineage(policy, role.extends, [...seen, name])]
}
