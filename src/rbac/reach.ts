import { matches } from '../core/pattern.ts'
import type { Policy } from '../core/policy.ts'
import type { Permission } from '../core/risk.ts'
import { permissionsOf } from '../core/roles.ts'

/** Where the policy grants something on a cluster. */
export interface Reach {
  /** Cluster-scoped kinds too. */
  readonly cluster: boolean
  readonly namespaces: 'every' | readonly string[]
}

/** Where anybody has a permission on a cluster. RBAC knows no prefixes, so `shop-*` has to be every namespace. */
export function reachOf(policy: Policy, cluster: string, permission: Permission): Reach {
  const patterns = policy.grants
    .filter(
      ({ role, clusters }) =>
        clusters.some((pattern) => matches(pattern, cluster)) && permissionsOf(policy, role).has(permission),
    )
    .flatMap(({ namespaces }) => namespaces)
  return {
    cluster: patterns.includes('*'),
    namespaces: patterns.some((pattern) => pattern.endsWith('*'))
      ? 'every'
      : [...new Set(patterns)].toSorted(),
  }
}
