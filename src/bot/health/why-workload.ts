import { rolloutProgress } from '../rollout.ts'
import type { Workload } from '../workload.ts'
import { isCompleted, isReady, type Pod } from './pod.ts'
import { whyPod } from './why-pod.ts'

/** Why a workload does not run all that it wants: what keeps its pods from being made or ready, then that it is late. */
export function whyWorkload(workload: Workload, pods: readonly Pod[], now: number): readonly string[] {
  const { spec, status } = workload
  const wanted = status.desiredNumberScheduled ?? spec.replicas
  const alive = pods.filter((pod) => !isCompleted(pod))
  const held = alive.filter((pod) => !isReady(pod))
  const progress = rolloutProgress(workload)
  if (wanted === 0 && alive.length === 0) return []
  if (progress.kind === 'done' && held.length === 0) return []
  const own = status.conditions
    .filter(({ type, status }) => type === 'ReplicaFailure' && status === 'True')
    .map(refused)
  const late = progress.kind === 'failed' ? [progress.text] : []
  const theirs = byReason(held, now).map(
    ([reason, names]) =>
      `${names.length} of ${Math.max(wanted, alive.length)} pods not ready (${shortList(names)}): ${reason}`,
  )
  const missing = wanted - alive.length
  const uncreated =
    missing > 0 && own.length === 0 ? [`${missing} of ${wanted} pods have not been created yet`] : []
  const reasons = [...own, ...theirs, ...uncreated, ...late]
  return reasons.length > 0 || progress.kind === 'done' ? reasons : [progress.text]
}

function refused({ reason, message }: { reason: string; message: string }): string {
  return `the cluster refuses its pods: ${message || reason}`
}

/** Pods with the same first reason are told together. */
function byReason(pods: readonly Pod[], now: number): readonly (readonly [string, readonly string[]])[] {
  const names = new Map<string, string[]>()
  for (const pod of pods) {
    const [reason = 'not ready yet'] = whyPod(pod, now)
    names.set(reason, [...(names.get(reason) ?? []), pod.metadata.name])
  }
  return [...names].toSorted(([, a], [, b]) => b.length - a.length)
}

function shortList(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}
