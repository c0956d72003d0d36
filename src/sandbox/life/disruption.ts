import { matchSelector } from '../store/selectors.ts'
import { withCondition } from './conditions.ts'
import type { Controller } from './controller.ts'
import { itself } from './controller.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'
import { controllerOf } from './owners.ts'
import { isActive, isReady } from './pods.ts'
import { scaled } from './quantities.ts'
import type { Pod, PodDisruptionBudget } from './types.ts'

/** Keeps the arithmetic of each PodDisruptionBudget current, for evictions to be decided by. */
export function disruptionBudgets(life: Life): Controller {
  return {
    watches: {
      PodDisruptionBudget: itself,
      Pod: ({ metadata }) => life.objects.list('PodDisruptionBudget', metadata.namespace).map(placeOf),
    },
    reconcile(at) {
      const budget = life.objects.get('PodDisruptionBudget', at)
      if (budget) writeStatus(life, budget)
      return undefined
    },
  }
}

function writeStatus(life: Life, budget: PodDisruptionBudget): void {
  const pods = life.objects
    .list('Pod', budget.metadata.namespace)
    .filter((pod) => isActive(pod) && matchSelector(budget.spec?.selector, pod.metadata.labels))
  const expectedPods = expected(life, pods)
  const currentHealthy = pods.filter(isReady).length
  const desiredHealthy = desired(budget, expectedPods)
  const disruptionsAllowed = pods.length === 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy)
  const enough = disruptionsAllowed > 0
  life.objects.mutate('PodDisruptionBudget', placeOf(budget), (it) => {
    const verdict = {
      type: 'DisruptionAllowed',
      status: enough ? ('True' as const) : ('False' as const),
      reason: enough ? 'SufficientPods' : 'InsufficientPods',
      message: '',
      observedGeneration: it.metadata.generation ?? 1,
    }
    it.status = {
      conditions: withCondition(it.status?.conditions ?? [], verdict, life.clock.now()),
      currentHealthy,
      desiredHealthy,
      disruptionsAllowed,
      expectedPods,
      observedGeneration: it.metadata.generation ?? 1,
    }
  })
}

function desired({ spec }: PodDisruptionBudget, expectedPods: number): number {
  if (spec?.minAvailable !== undefined) return scaled(spec.minAvailable, expectedPods, 'up')
  return Math.max(0, expectedPods - scaled(spec?.maxUnavailable ?? 0, expectedPods, 'up'))
}

/** How many pods there should be: what their controllers ask for, and themselves where they have none. */
function expected(life: Life, pods: readonly Pod[]): number {
  const controllers = new Map<string, number>()
  for (const pod of pods) {
    const owner = controllerOf(pod)
    controllers.set(owner?.uid ?? pod.metadata.uid, owner ? replicasOf(life, pod, owner) : 1)
  }
  return [...controllers.values()].reduce((sum, count) => sum + count, 0)
}

function replicasOf(life: Life, pod: Pod, owner: { kind: string; name: string }): number {
  const at = { namespace: pod.metadata.namespace, name: owner.name }
  const set =
    owner.kind === 'StatefulSet' ? life.objects.get('StatefulSet', at) : life.objects.get('ReplicaSet', at)
  const deployment = set && controllerOf(set)
  if (deployment?.kind !== 'Deployment') return set?.spec.replicas ?? 1
  return life.objects.get('Deployment', { ...at, name: deployment.name })?.spec.replicas ?? 1
}
