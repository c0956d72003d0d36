import type { ObjectRef } from '../../core/kube.ts'
import { isCompleted, isReady, type Pod } from './pod.ts'

/** Which log is shown, and out of how many. */
export interface LogPick {
  readonly ref: ObjectRef
  readonly container: string
  /** `1 of 3, the newest that is not ready`; empty when there was nothing to choose. */
  readonly choice: string
}

/** The pod that somebody who looks for trouble means: the newest that is not ready, else the newest. */
export function pickPod(pods: readonly Pod[]): { readonly pod: Pod; readonly choice: string } | undefined {
  const newest = pods.toSorted((a, b) => born(b) - born(a))
  const troubled = newest.find((pod) => !isReady(pod) && !isCompleted(pod))
  const pod = troubled ?? newest.find((pod) => !isCompleted(pod)) ?? newest[0]
  if (!pod) return undefined
  if (pods.length === 1) return { pod, choice: '' }
  return { pod, choice: `1 of ${pods.length}, the newest${troubled ? ' that is not ready' : ''}` }
}

function born({ metadata }: Pod): number {
  return Date.parse(metadata.creationTimestamp ?? '') || 0
}
