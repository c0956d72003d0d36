import { REVISION_LABEL, currentRevision } from './controller-revisions.ts'
import type { Controller } from './controller.ts'
import { itself, ownerOfKind } from './controller.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'
import { createPod, deletePod, isFinished, isReady, mayCreateIn } from './pods.ts'
import type { Pod, StatefulSet } from './types.ts'
import { omitZeros } from './zeros.ts'

/** Keeps numbered pods: one after the other up, in reverse down, and from the last to the first when rolling. */
export function statefulSets(life: Life): Controller {
  return {
    watches: { StatefulSet: itself, Pod: ownerOfKind('StatefulSet') },
    reconcile(at) {
      const set = life.objects.get('StatefulSet', at)
      if (!set || set.metadata.deletionTimestamp) return undefined
      const revision = currentRevision(life, set)
      step(life, set, revision)
      writeStatus(life, set, revision)
      return undefined
    },
  }
}

function step(life: Life, set: StatefulSet, revision: string): void {
  const inParallel = set.spec.podManagementPolicy === 'Parallel'
  const pods = life.objects.owned('Pod', set.metadata.uid)
  const dead = pods.find((pod) => isFinished(pod) && !pod.metadata.deletionTimestamp)
  if (dead) return deletePod(life, set, dead)
  for (let number = 0; number < set.spec.replicas; number += 1) {
    const pod = pods.find((candidate) => ordinal(candidate) === number)
    if (!pod) createNumbered(life, set, number, revision)
    if (!inParallel && !(pod && isReady(pod) && !pod.metadata.deletionTimestamp)) return
  }
  const living = pods.filter((pod) => !pod.metadata.deletionTimestamp)
  const fromLast = living.toSorted((a, b) => ordinal(b) - ordinal(a))
  const surplus = fromLast.filter((pod) => ordinal(pod) >= set.spec.replicas)
  const last = surplus[0]
  if (last) {
    if (living.length < pods.length && !inParallel) return
    for (const pod of inParallel ? surplus : [last]) deletePod(life, set, pod)
    return
  }
  if (set.spec.updateStrategy?.type !== 'OnDelete') replaceOne(life, set, fromLast, revision)
}

function replaceOne(life: Life, set: StatefulSet, fromLast: readonly Pod[], revision: string): void {
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0
  for (const pod of fromLast.filter((candidate) => ordinal(candidate) >= partition)) {
    if (pod.metadata.labels?.[REVISION_LABEL] !== revision) return deletePod(life, set, pod)
    if (!isReady(pod)) return
  }
}

function createNumbered(life: Life, set: StatefulSet, number: number, revision: string): void {
  if (!mayCreateIn(life, set.metadata.namespace)) return
  const name = `${set.metadata.name}-${number}`
  createPod(life, set, set.spec.template, {
    name,
    labels: {
      'apps.kubernetes.io/pod-index': String(number),
      [REVISION_LABEL]: revision,
      'statefulset.kubernetes.io/pod-name': name,
    },
    spec: { hostname: name, ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}) },
  })
}

function writeStatus(life: Life, set: StatefulSet, updateRevision: string): void {
  const pods = life.objects.owned('Pod', set.metadata.uid).filter((pod) => !pod.metadata.deletionTimestamp)
  const updated = pods.filter((pod) => pod.metadata.labels?.[REVISION_LABEL] === updateRevision).length
  const ready = pods.filter(isReady).length
  const done = updated === set.spec.replicas && pods.length === updated && ready === updated
  const currentRevision = done ? updateRevision : (set.status?.currentRevision ?? updateRevision)
  const current = pods.filter((pod) => pod.metadata.labels?.[REVISION_LABEL] === currentRevision).length
  life.objects.mutate('StatefulSet', placeOf(set), (it) => {
    it.status = {
      observedGeneration: it.metadata.generation ?? 1,
      replicas: pods.length,
      availableReplicas: ready,
      ...omitZeros({ readyReplicas: ready, currentReplicas: current, updatedReplicas: updated }),
      currentRevision,
      updateRevision,
      collisionCount: 0,
    }
  })
}

function ordinal(pod: Pod): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1)
}
