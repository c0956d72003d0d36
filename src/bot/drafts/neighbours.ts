import type { KubeObject } from '../../core/kube.ts'
import type { ClusterContext } from '../command.ts'

/** The objects of one type beside the target, read as the person; null: not allowed or not answered, so not checked. */
export type Neighbours = readonly KubeObject[] | null

const types = {
  autoscalers: { group: 'autoscaling', plural: 'horizontalpodautoscalers' },
  budgets: { group: 'policy', plural: 'poddisruptionbudgets' },
  quotas: { group: '', plural: 'resourcequotas' },
} as const

/** Lists what limits or moves a workload. A cluster that does not know the type has none of it. */
export async function neighbours(
  type: keyof typeof types,
  namespace: string | null,
  { session, surroundings }: Pick<ClusterContext, 'session' | 'surroundings'>,
): Promise<Neighbours> {
  const { group, plural } = types[type]
  const kind = surroundings.kinds.find((one) => one.group === group && one.plural === plural)
  if (!kind) return []
  const listed = await session.list(kind, { namespace })
  return listed.ok && listed.ageMs === undefined ? listed.value : null
}
