import { identify } from '../../core/identity.ts'
import type { Account } from '../../core/person.ts'
import type { Policy } from '../../core/policy.ts'
import { grantsOf } from '../../core/roles.ts'
import type { ClusterAccess } from '../../views/whoami.ts'

/** What a person is on each cluster that grants them something; no other cluster is named. */
export function accessOf(
  policy: Policy,
  account: Account,
  clusters: readonly string[],
): readonly ClusterAccess[] {
  return clusters.flatMap((cluster) => {
    const identity = identify(policy, account, cluster)
    if (!identity.ok) return []
    const grants = grantsOf(policy, account, identity.value, cluster)
    const roles = grants.map(({ role, namespaces }) => ({ role, namespaces }))
    return roles.length === 0 ? [] : [{ cluster, identity: identity.value, roles }]
  })
}

/** Which of a person's marks the policy knows them by. */
export function foundBy({ people }: Policy, { user, email, usergroups }: Account): readonly string[] {
  return [
    ...(people.some(({ slack }) => slack === user) ? ['Slack id'] : []),
    ...(email !== null && people.some((one) => one.email?.toLowerCase() === email.toLowerCase())
      ? ['confirmed e-mail address']
      : []),
    ...usergroups
      .filter((group) => people.some(({ usergroup }) => usergroup === group))
      .map((id) => `user group ${id}`),
  ]
}
