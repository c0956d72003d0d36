import type { Workload } from './workload.ts'

/** How far a rollout is; the words are kubectl's. */
export type Progress =
  | { readonly kind: 'progressing'; readonly text: string; readonly ready: number; readonly wanted: number }
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'timedOut'; readonly text: string }
  | { readonly kind: 'unseen'; readonly text: string }

/**
 * Judges one look at a workload the way `kubectl rollout status` does. Pure. `since` is when a write began that this
 * look follows: what was said of the rollout before is not about it.
 */
export function rolloutProgress(workload: Workload, since = 0): Progress {
  const { metadata, spec, status } = workload
  if (metadata.generation > status.observedGeneration)
    return progressing(workload, 'waiting for the spec update to be observed')
  if (spec.paused) return { kind: 'failed', text: 'the rollout is paused: nothing moves until it is resumed' }

  const progress =
    status.desiredNumberScheduled === undefined
      ? replicasProgress(workload)
      : daemonSetProgress(workload, status.desiredNumberScheduled)
  // A rollout that came through late is done, though the condition stays until the next one.
  const late = progress.kind === 'done' ? undefined : lateness(workload, since)
  return late === undefined
    ? progress
    : { kind: 'failed', text: `the rollout exceeded its progress deadline: ${late}` }
}

function lateness({ status }: Workload, since: number): string | undefined {
  const late = status.conditions.find(
    ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
  )
  const at = Date.parse(late?.lastUpdateTime ?? late?.lastTransitionTime ?? '')
  return at < since ? undefined : late?.message
}

function replicasProgress(workload: Workload): Progress {
  const { spec, status } = workload
  const wanted = spec.replicas
  if (status.updatedReplicas < wanted)
    return progressing(workload, `${status.updatedReplicas} of ${wanted} pods updated`)
  if (status.replicas > status.updatedReplicas) {
    return progressing(workload, `${status.replicas - status.updatedReplicas} old pods are ending`)
  }
  if (availableOf(workload) < status.updatedReplicas) {
    return progressing(
      workload,
      `${availableOf(workload)} of ${status.updatedReplicas} updated pods are available`,
    )
  }
  const { currentRevision, updateRevision } = status
  if (updateRevision !== undefined && currentRevision !== updateRevision && status.updatedReplicas < wanted) {
    return progressing(workload, 'waiting for the ordered update')
  }
  return { kind: 'done', text: `${availableOf(workload)} of ${wanted} pods available` }
}

function daemonSetProgress(workload: Workload, wanted: number): Progress {
  const { updatedNumberScheduled, numberAvailable } = workload.status
  const at = { ready: numberAvailable, wanted }
  if (updatedNumberScheduled < wanted)
    return { kind: 'progressing', text: `${updatedNumberScheduled} of ${wanted} nodes updated`, ...at }
  if (numberAvailable < wanted)
    return { kind: 'progressing', text: `${numberAvailable} of ${wanted} nodes available`, ...at }
  return { kind: 'done', text: `${numberAvailable} of ${wanted} nodes available` }
}

function progressing(workload: Workload, text: string): Progress {
  return { kind: 'progressing', text, ready: availableOf(workload), wanted: workload.spec.replicas }
}

/** Older StatefulSets tell only how many are ready. */
function availableOf({ status }: Workload): number {
  return Math.max(status.availableReplicas, status.updateRevision === undefined ? 0 : status.readyReplicas)
}
