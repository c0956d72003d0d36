import { sameJson } from '../store/json.ts'
import type { Controller } from './controller.ts'
import { itself, ownerOfKind } from './controller.ts'
import { conditionOf } from './conditions.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'
import { createPod, deletePod, isActive, isFinished, isReady, mayCreateIn, untilAvailable } from './pods.ts'
import type { Pod, ReplicaSet } from './types.ts'
import { omitZeros } from './zeros.ts'

/** Keeps as many pods as a ReplicaSet asks for. */
export function replicaSets(life: Life): Controller {
  return {
    watches: { ReplicaSet: itself, Pod: ownerOfKind('ReplicaSet') },
    reconcile(at) {
      const set = life.objects.get('ReplicaSet', at)
      if (!set) return undefined
      if (!set.metadata.deletionTimestamp) matchCount(life, set)
      return writeStatus(life, set)
    },
  }
}

function matchCount(life: Life, set: ReplicaSet): void {
  const pods = activePods(life, set)
  const missing = set.spec.replicas - pods.length
  if (missing > 0 && mayCreateIn(life, set.metadata.namespace)) {
    for (let made = 0; made < missing; made += 1) createPod(life, set, set.spec.template)
  }
  const surplus = pods.toSorted(cheapestFirst).slice(0, Math.max(0, -missing))
  for (const pod of surplus) deletePod(life, set, pod)
}

function writeStatus(life: Life, set: ReplicaSet): number | undefined {
  const now = life.clock.now()
  const pods = activePods(life, set)
  const waits = pods
    .map((pod) => untilAvailable(pod, set.spec.minReadySeconds ?? 0, now))
    .filter((wait) => wait !== undefined)
  const status = {
    observedGeneration: set.metadata.generation ?? 1,
    replicas: pods.length,
    terminatingReplicas: terminating(life, set),
    ...omitZeros({
      fullyLabeledReplicas: pods.length,
      readyReplicas: waits.length,
      availableReplicas: waits.filter((wait) => wait === 0).length,
    }),
  }
  if (!sameJson(set.status, status)) {
    life.objects.mutate('ReplicaSet', placeOf(set), (it) => {
      it.status = status
    })
  }
  const soonest = Math.min(...waits.filter((wait) => wait > 0))
  return Number.isFinite(soonest) ? soonest : undefined
}

function activePods(life: Life, set: ReplicaSet): Pod[] {
  return life.objects.owned('Pod', set.metadata.uid).filter(isActive)
}

function terminating(life: Life, set: ReplicaSet): number {
  const pods = life.objects.owned('Pod', set.metadata.uid)
  return pods.filter((pod) => pod.metadata.deletionTimestamp && !isFinished(pod)).length
}

/** Kubernetes takes down first what is not scheduled, then not running, then not ready, then the youngest. */
function cheapestFirst(a: Pod, b: Pod): number {
  return worth(a) - worth(b) || age(b) - age(a)
}

function worth(pod: Pod): number {
  return (pod.spec.nodeName ? 4 : 0) + (pod.status?.phase === 'Running' ? 2 : 0) + (isReady(pod) ? 1 : 0)
}

function age(pod: Pod): number {
  return Date.parse(conditionOf(pod, 'Ready')?.lastTransitionTime ?? pod.metadata.creationTimestamp)
}
