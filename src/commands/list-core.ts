import type { Selection } from '../bot/cluster.ts'
import type { ClusterContext } from '../bot/command.ts'
import type { KubeObject } from '../core/kube.ts'

/** Objects beside the one that was asked for: what cannot be read is a gap to mention, not a failure of the whole. */
export async function listCore(
  plural: 'pods' | 'events',
  selection: Selection,
  { session, surroundings }: ClusterContext,
): Promise<{ readonly objects: readonly KubeObject[]; readonly gap: readonly string[] }> {
  const kind = surroundings.kinds.find((one) => one.group === '' && one.plural === plural)
  if (!kind) return { objects: [], gap: [`This cluster has no ${plural}.`] }
  const answer = await session.list(kind, selection)
  if (answer.ok) return { objects: answer.value, gap: [] }
  return { objects: [], gap: [`The ${plural} could not be read: ${answer.failure.message}`] }
}
