import type { Manual } from '../../bot/command.ts'
import { decide, type Place } from '../../core/access.ts'
import { fenceOf } from '../../core/fence.ts'
import type { Account } from '../../core/person.ts'
import type { Policy } from '../../core/policy.ts'

interface Reader {
  readonly policy: Policy
  readonly account: Account
  readonly place: Place
}

/** Null when the person may do this somewhere that the place reaches; else the sentence of the refusal. */
export function whyNotHere(manual: Manual, { policy, account, place }: Reader): string | null {
  const { permission, risk, offeredTo = [permission] } = manual
  const decisions = spotsOf(policy, place).flatMap((spot) =>
    offeredTo.map((one) =>
      decide(policy, account, place, { permission: one, risk, ...spot, replicas: null }),
    ),
  )
  if (decisions.some(({ kind }) => kind !== 'deny')) return null
  const [first] = decisions
  return first?.kind === 'deny' ? first.denial.message : null
}

/** The place's default first; where it names no namespaces, those that anybody is granted something in. */
function spotsOf(
  policy: Policy,
  place: Place,
): readonly { cluster: string | null; namespace: string | null }[] {
  const fence = fenceOf(policy, place)
  if (!fence) return [{ cluster: null, namespace: null }]
  const named = [...fence.namespaces, ...policy.grants.flatMap(({ namespaces }) => namespaces)]
  const spelled = named.filter((namespace) => !namespace.includes('*'))
  const namespaces = [...new Set([...spelled, 'default', null])]
  return fence.clusters.flatMap((cluster) => namespaces.map((namespace) => ({ cluster, namespace })))
}
