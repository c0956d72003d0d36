import { z } from 'zod'
import type { ClusterContext } from '../bot/command.ts'
import { Selector, selectorText } from '../bot/drafts/selects.ts'
import { clusterProblem, type Problem } from '../bot/problem.ts'
import type { KubeObject, ObjectRef } from '../core/kube.ts'
import { done, type Outcome } from '../core/outcome.ts'

/** The ReplicaSets or ControllerRevisions that may hold a workload's revisions; whose they are is not looked at. */
export async function listRevisions(
  ref: ObjectRef,
  object: KubeObject,
  { session, surroundings, cluster }: ClusterContext,
): Promise<Outcome<readonly KubeObject[], Problem>> {
  const plural = ref.kind === 'Deployment' ? 'replicasets' : 'controllerrevisions'
  const kind = surroundings.kinds.find((one) => one.group === 'apps' && one.plural === plural)
  if (!kind) return done([])
  const selecting = z.looseObject({ selector: Selector }).safeParse(object['spec'])
  const selection = selecting.success ? { labelSelector: selectorText(selecting.data.selector) } : {}
  const listed = await session.list(kind, { namespace: ref.namespace, ...selection })
  return listed.ok ? done(listed.value) : clusterProblem(cluster.name, listed.failure)
}
