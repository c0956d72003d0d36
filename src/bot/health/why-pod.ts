import { duration } from '../../core/duration.ts'
import { heldFor } from './condition.ts'
import { isCompleted, isReady, type Pod } from './pod.ts'
import { whyContainer } from './why-container.ts'

/** Why a pod is not ready, in plain sentences, the most telling first; none for a pod that is ready or completed. */
export function whyPod(pod: Pod, now: number): readonly string[] {
  if (pod.metadata.deletionTimestamp !== undefined) return [deleting(pod.metadata.deletionTimestamp, now)]
  if (isCompleted(pod) || isReady(pod)) return []
  const reasons = [...evicted(pod), ...unscheduled(pod), ...containers(pod, now)]
  return reasons.length > 0 ? reasons : notYet(pod, now)
}

function deleting(since: string, now: number): string {
  const overdue = now - Date.parse(since)
  return overdue > 0
    ? `it is being deleted and ${duration(overdue)} over its grace period`
    : 'it is being deleted'
}

function evicted({ status }: Pod): readonly string[] {
  if (status.phase !== 'Failed' || status.reason === '') return []
  return [`the pod failed: ${[status.reason, status.message].filter(Boolean).join(': ')}`]
}

function unscheduled({ status, spec }: Pod): readonly string[] {
  const scheduled = status.conditions.find(({ type }) => type === 'PodScheduled')
  if (scheduled?.status !== 'False' || spec.nodeName !== undefined) return []
  return [`no node takes it: ${scheduled.message || scheduled.reason || 'not scheduled'}`]
}

function containers({ spec, status }: Pod, now: number): readonly string[] {
  const init = spec.initContainers.flatMap((container) =>
    whyContainer(container, status.initContainerStatuses, { init: true, now }),
  )
  // While an init container holds the pod back, the others only wait for it.
  if (init.length > 0) return init
  return spec.containers.flatMap((container) =>
    whyContainer(container, status.containerStatuses, { init: false, now }),
  )
}

/** Nothing is wrong that can be named: what the conditions say, or that it is still starting. */
function notYet({ status, metadata }: Pod, now: number): readonly string[] {
  const open = status.conditions.find((one) => one.status === 'False' && one.message !== '')
  if (open) {
    const since = heldFor(open, now)
    return [`${open.type} is False${since === undefined ? '' : ` for ${duration(since)}`}: ${open.message}`]
  }
  const born = Date.parse(metadata.creationTimestamp ?? '')
  return [
    `it is ${status.phase}${Number.isNaN(born) ? '' : ` since ${duration(now - born)}`} and not ready yet`,
  ]
}
