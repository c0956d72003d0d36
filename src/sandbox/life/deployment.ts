import { sameJson } from '../store/json.ts'
import type { Controller } from './controller.ts'
import { itself, ownerOfKind } from './controller.ts'
import { writeDeploymentStatus } from './deployment-status.ts'
import type { Life } from './life.ts'
import { hashName } from './names.ts'
import { placeOf } from './objects.ts'
import { controllerOf, controlledBy } from './owners.ts'
import { isActive, mayCreateIn, untilAvailable } from './pods.ts'
import {
  copiedAnnotations,
  DESIRED,
  HASH,
  MAX,
  REVISION,
  revisionOf,
  sameTemplate,
  withRevision,
} from './revisions.ts'
import { boundsOf, nextNewSize, nextOldSizes, proportional, type Bounds, type Share } from './rollout.ts'
import type { Deployment, ReplicaSet } from './types.ts'

/** Rolls a Deployment's template out over its ReplicaSets, within maxSurge and maxUnavailable at every step. */
export function deployments(life: Life): Controller {
  return {
    watches: {
      Deployment: itself,
      ReplicaSet: ownerOfKind('Deployment'),
      Pod: (pod) => {
        const set = controllerOf(pod)
        if (set?.kind !== 'ReplicaSet') return []
        const owner = life.objects.get('ReplicaSet', { namespace: pod.metadata.namespace, name: set.name })
        return owner ? ownerOfKind('Deployment')(owner) : []
      },
    },
    reconcile(at) {
      const deployment = life.objects.get('Deployment', at)
      if (!deployment || deployment.metadata.deletionTimestamp) return undefined
      roll(life, deployment)
      return writeDeploymentStatus(life, at)
    },
  }
}

function roll(life: Life, deployment: Deployment): void {
  const sets = setsOf(life, deployment)
  const known = sets.find((set) => sameTemplate(set.spec.template, deployment.spec.template))
  if (deployment.spec.paused || (known && wasRescaled(deployment, sets)))
    return rescale(life, deployment, sets)
  const old = sets.filter((set) => set !== known)
  if (deployment.spec.strategy?.type === 'Recreate' && stillRunning(life, old)) {
    for (const set of old) scale(life, deployment, set, 0)
    return
  }
  const current = known ? revise(life, deployment, known, old) : begin(life, deployment, old)
  if (!current) return
  if (current.metadata.annotations?.[REVISION] !== deployment.metadata.annotations?.[REVISION]) {
    life.objects.mutate('Deployment', placeOf(deployment), (it) => {
      it.metadata.annotations = { ...it.metadata.annotations, [REVISION]: String(revisionOf(current)) }
    })
  }
  const bounds = boundsOf(deployment.spec)
  const grown = scale(life, deployment, current, nextNewSize(share(life, current), shares(life, old), bounds))
  const sizes = nextOldSizes(share(life, grown), shares(life, old), bounds)
  for (const set of old) scale(life, deployment, set, sizes.get(set.metadata.name) ?? set.spec.replicas)
  forgetOldest(
    life,
    deployment,
    setsOf(life, deployment).filter((set) => set.metadata.uid !== current.metadata.uid),
  )
}

/** While paused, or when only the number changed, every living ReplicaSet takes its share and nothing rolls. */
function rescale(life: Life, deployment: Deployment, sets: readonly ReplicaSet[]): void {
  const living = sets.filter((set) => set.spec.replicas > 0)
  const newest = living[0] ?? sets.toSorted((a, b) => revisionOf(b) - revisionOf(a))[0]
  if (living.length <= 1) {
    if (newest) scale(life, deployment, newest, deployment.spec.replicas)
    return
  }
  if (!wasRescaled(deployment, sets)) return
  const sizes = proportional(shares(life, living), boundsOf(deployment.spec))
  for (const set of living) scale(life, deployment, set, sizes.get(set.metadata.name) ?? set.spec.replicas)
}

function wasRescaled(deployment: Deployment, sets: readonly ReplicaSet[]): boolean {
  const wanted = String(deployment.spec.replicas)
  const living = sets.filter((set) => set.spec.replicas > 0)
  return living.length > 1 && living.some((set) => (set.metadata.annotations?.[DESIRED] ?? wanted) !== wanted)
}

function begin(life: Life, deployment: Deployment, old: readonly ReplicaSet[]): ReplicaSet | undefined {
  if (!mayCreateIn(life, deployment.metadata.namespace)) return undefined
  const { template, selector } = deployment.spec
  const hash = hashName(template)
  const labels = { ...template.metadata?.labels, [HASH]: hash }
  const bounds = boundsOf(deployment.spec)
  const nothing = { name: '', replicas: 0, active: 0, available: 0 }
  const replicas = nextNewSize(nothing, shares(life, old), bounds)
  const begun = life.objects.create('ReplicaSet', {
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace ?? 'default',
      labels,
      annotations: {
        ...copiedAnnotations(deployment),
        ...marks(bounds),
        [REVISION]: String(nextRevision(old)),
      },
      ownerReferences: [controlledBy(deployment)],
    },
    spec: {
      replicas,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: { ...structuredClone(template), metadata: { ...template.metadata, labels } },
      ...(deployment.spec.minReadySeconds ? { minReadySeconds: deployment.spec.minReadySeconds } : {}),
    },
  })
  if (replicas > 0) sayScaled(life, deployment, begun, { from: 0, to: replicas })
  return begun
}

function revise(life: Life, deployment: Deployment, set: ReplicaSet, old: readonly ReplicaSet[]): ReplicaSet {
  const revision = Math.max(revisionOf(set), nextRevision(old))
  const annotations = withRevision(set, deployment, revision)
  if (sameJson(annotations, set.metadata.annotations)) return set
  const revised = life.objects.mutate('ReplicaSet', placeOf(set), (it) => {
    it.metadata.annotations = annotations
  })
  return revised ?? set
}

function nextRevision(old: readonly ReplicaSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1
}

function scale(life: Life, deployment: Deployment, set: ReplicaSet, size: number): ReplicaSet {
  const from = set.spec.replicas
  const annotations = {
    ...set.metadata.annotations,
    ...(size > 0 || from > 0 ? marks(boundsOf(deployment.spec)) : {}),
  }
  if (size === from && sameJson(annotations, set.metadata.annotations)) return set
  const changed = life.objects.mutate('ReplicaSet', placeOf(set), (it) => {
    it.spec.replicas = size
    it.metadata.annotations = annotations
  })
  if (from !== size) sayScaled(life, deployment, set, { from, to: size })
  return changed ?? set
}

/** By these marks a change of the wanted number is told from a step of the rollout. */
function marks({ replicas, surge }: Bounds): Record<string, string> {
  return { [DESIRED]: String(replicas), [MAX]: String(replicas + surge) }
}

function sayScaled(
  life: Life,
  deployment: Deployment,
  set: ReplicaSet,
  { from, to }: { from: number; to: number },
): void {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${set.metadata.name} from ${from} to ${to}`
  const source = 'deployment-controller'
  life.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message, source })
}

function forgetOldest(life: Life, deployment: Deployment, old: readonly ReplicaSet[]): void {
  const idle = old
    .filter((set) => set.spec.replicas === 0 && !set.status?.replicas)
    .toSorted((a, b) => revisionOf(a) - revisionOf(b))
  const surplus = idle.length - (deployment.spec.revisionHistoryLimit ?? 10)
  for (const set of idle.slice(0, Math.max(0, surplus))) life.objects.delete('ReplicaSet', placeOf(set))
}

function stillRunning(life: Life, sets: readonly ReplicaSet[]): boolean {
  return sets.some((set) => life.objects.owned('Pod', set.metadata.uid).length > 0)
}

function setsOf(life: Life, deployment: Deployment): ReplicaSet[] {
  return life.objects
    .owned('ReplicaSet', deployment.metadata.uid)
    .filter((set) => !set.metadata.deletionTimestamp)
    .toSorted((a, b) => revisionOf(a) - revisionOf(b))
}

function shares(life: Life, sets: readonly ReplicaSet[]): Share[] {
  return sets.map((set) => share(life, set))
}

/** Counts the pods themselves: a status written a moment ago would let the bounds slip. */
function share(life: Life, set: ReplicaSet): Share {
  const pods = life.objects.owned('Pod', set.metadata.uid).filter(isActive)
  const now = life.clock.now()
  const up = pods.filter((pod) => untilAvailable(pod, set.spec.minReadySeconds ?? 0, now) === 0).length
  const { replicas } = set.spec
  return { name: set.metadata.name, replicas, active: pods.length, available: Math.min(up, replicas) }
}
