import type { Cluster } from '../../bot/cluster.ts'
import type { Services } from '../../bot/services.ts'
import type { Place } from '../../core/access.ts'
import { fenceOf } from '../../core/fence.ts'
import { identify } from '../../core/identity.ts'
import type { Account } from '../../core/person.ts'
import { grantsOf, permissionsOf } from '../../core/roles.ts'

/** Inside of the place's fence, and granted to the person: no other cluster is named to them. */
export function reachableClusters(
  { policy, clusters }: Services,
  account: Account,
  place: Place,
): readonly Cluster[] {
  const now = policy()
  const fence = fenceOf(now, place)
  return clusters.all.filter(({ name }) => {
    if (!fence?.clusters.includes(name)) return false
    const identity = identify(now, account, name)
    if (!identity.ok) return false
    const grants = grantsOf(now, account, identity.value, name)
    return grants.some(({ role }) => permissionsOf(now, role).has('clusters:read'))
  })
}
