import { sameJson } from '../store/json.ts'
import { conditionOf, withCondition } from './conditions.ts'
import type { Life } from './life.ts'
import type { Place } from './objects.ts'
import { sameTemplate } from './revisions.ts'
import { boundsOf } from './rollout.ts'
import { toTime } from '../store/time.ts'
import type { Condition, Deployment, DeploymentStatus, ReplicaSet, ReplicaStatus } from './types.ts'
import { omitZeros } from './zeros.ts'

type Said = Pick<Condition, 'status' | 'reason' | 'message'>

/** Writes what a rollout has come to; answers when its deadline is to be looked at. */
export function writeDeploymentStatus(life: Life, at: Place): number | undefined {
  const deployment = life.objects.get('Deployment', at)
  if (!deployment) return undefined
  const now = life.clock.now()
  const sets = life.objects.owned('ReplicaSet', deployment.metadata.uid)
  const current = sets.find((set) => sameTemplate(set.spec.template, deployment.spec.template))
  const counts = countsOf(deployment, sets, current)
  const availability = withSaid(
    deployment.status?.conditions ?? [],
    'Available',
    available(deployment, counts),
    now,
  )
  const deadline = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000
  const said = progressing(deployment, current, counts, now - deadline)
  const conditions = said ? withSaid(availability, 'Progressing', said, now) : availability
  const status = { ...counts, conditions }
  if (!sameJson(deployment.status, status)) {
    life.objects.mutate('Deployment', at, (it) => {
      it.status = status
    })
  }
  const last = conditions.find(({ type }) => type === 'Progressing')
  if (last?.reason !== 'ReplicaSetUpdated' || !last.lastUpdateTime) return undefined
  return Math.max(0, Date.parse(last.lastUpdateTime) + deadline - now)
}

function countsOf(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  current: ReplicaSet | undefined,
): DeploymentStatus {
  const sum = (field: keyof ReplicaStatus) =>
    sets.reduce((all, { status }) => all + (status?.[field] ?? 0), 0)
  const wanted = sets.reduce((all, set) => all + set.spec.replicas, 0)
  return {
    observedGeneration: deployment.metadata.generation ?? 1,
    terminatingReplicas: sum('terminatingReplicas'),
    ...omitZeros({
      replicas: sum('replicas'),
      updatedReplicas: current?.status?.replicas ?? 0,
      readyReplicas: sum('readyReplicas'),
      availableReplicas: sum('availableReplicas'),
      unavailableReplicas: Math.max(0, wanted - sum('availableReplicas')),
    }),
  }
}

function available({ spec }: Deployment, { availableReplicas = 0 }: DeploymentStatus): Said {
  const { replicas, unavailable } = boundsOf(spec)
  const least = spec.strategy?.type === 'Recreate' ? replicas : replicas - unavailable
  return availableReplicas >= least
    ? {
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      }
}

function progressing(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  counts: DeploymentStatus,
  startedBefore: number,
): Said | undefined {
  const before = conditionOf(deployment, 'Progressing')
  if (deployment.spec.paused) {
    return { status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' }
  }
  if (before?.reason === 'DeploymentPaused') {
    return { status: 'Unknown', reason: 'DeploymentResumed', message: 'Deployment is resumed' }
  }
  if (!current) return undefined
  const named = `ReplicaSet "${current.metadata.name}"`
  if (isComplete(deployment, counts)) {
    return {
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `${named} has successfully progressed.`,
    }
  }
  const elsewhere = !before?.message?.includes(named)
  if (elsewhere || hasMoved(deployment.status ?? {}, counts)) {
    return { status: 'True', reason: 'ReplicaSetUpdated', message: `${named} is progressing.` }
  }
  // A finished rollout that loses pods is not a rollout again: its deadline is over.
  const waiting = before?.reason === 'ReplicaSetUpdated' || before?.reason === 'DeploymentResumed'
  if (waiting && Date.parse(before?.lastUpdateTime ?? '') <= startedBefore) {
    return {
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `${named} has timed out progressing.`,
    }
  }
  return undefined
}

function isComplete({ spec }: Deployment, counts: DeploymentStatus): boolean {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = counts
  return [updatedReplicas, replicas, availableReplicas].every((count) => count === spec.replicas)
}

function hasMoved(before: DeploymentStatus, now: DeploymentStatus): boolean {
  const grew = (['updatedReplicas', 'readyReplicas', 'availableReplicas'] as const).some(
    (field) => (now[field] ?? 0) > (before[field] ?? 0),
  )
  return grew || oldOnes(now) < oldOnes(before)
}

function oldOnes({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus): number {
  return replicas - updatedReplicas
}

/** Says it again only when it is new, except progress: each step of it restarts the deadline. */
function withSaid(conditions: readonly Condition[], type: string, said: Said, now: number): Condition[] {
  const old = conditions.find((condition) => condition.type === type)
  const same = old?.status === said.status && old.reason === said.reason && old.message === said.message
  if (same && said.reason !== 'ReplicaSetUpdated') return [...conditions]
  return withCondition(conditions, { type, ...said, lastUpdateTime: toTime(now) }, now)
}
