import { toTime } from '../store/time.ts'
import { conditionOf } from './conditions.ts'
import type { Controller } from './controller.ts'
import { itself, ownerOfKind } from './controller.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'
import { createPod, deletePod, isActive, isReady, mayCreateIn } from './pods.ts'
import type { Condition, Job, Pod } from './types.ts'
import { omitZeros } from './zeros.ts'

/** Runs pods to their end until enough have succeeded or too many have failed. */
export function jobs(life: Life): Controller {
  return {
    watches: { Job: itself, Pod: ownerOfKind('Job') },
    reconcile(at) {
      const job = life.objects.get('Job', at)
      if (!job || job.metadata.deletionTimestamp || isOver(job)) return undefined
      const pods = life.objects.owned('Pod', job.metadata.uid)
      const end = endOf(job, pods)
      if (!end) matchCount(life, job, pods)
      else for (const pod of pods.filter(isActive)) deletePod(life, job, pod)
      writeStatus(life, job, end)
      return undefined
    },
  }
}

type End = 'Complete' | 'Failed'

function isOver(job: Job): boolean {
  return (['Complete', 'Failed'] as const).some((type) => conditionOf(job, type)?.status === 'True')
}

function endOf({ spec }: Job, pods: readonly Pod[]): End | undefined {
  if (count(pods, 'Succeeded') >= (spec.completions ?? 1)) return 'Complete'
  return failures(pods) > (spec.backoffLimit ?? 6) ? 'Failed' : undefined
}

function matchCount(life: Life, job: Job, pods: readonly Pod[]): void {
  const active = pods.filter(isActive)
  if (job.spec.suspend) {
    for (const pod of active) deletePod(life, job, pod)
    return
  }
  const wanted = Math.min(job.spec.parallelism ?? 1, (job.spec.completions ?? 1) - count(pods, 'Succeeded'))
  if (!mayCreateIn(life, job.metadata.namespace)) return
  const { name, uid } = job.metadata
  const labels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  }
  for (let made = active.length; made < wanted; made += 1) createPod(life, job, job.spec.template, { labels })
}

function writeStatus(life: Life, job: Job, end: End | undefined): void {
  const pods = life.objects.owned('Pod', job.metadata.uid)
  const now = toTime(life.clock.now())
  const active = pods.filter(isActive)
  const startTime = job.status?.startTime ?? now
  life.objects.mutate('Job', placeOf(job), (it) => {
    it.status = {
      ...(end ? { conditions: conditions(end, now) } : {}),
      ...omitZeros({
        active: active.length,
        succeeded: count(pods, 'Succeeded'),
        failed: count(pods, 'Failed'),
      }),
      ready: active.filter(isReady).length,
      terminating: 0,
      uncountedTerminatedPods: {},
      ...(job.spec.suspend ? {} : { startTime }),
      ...(end === 'Complete' ? { completionTime: now } : {}),
    }
  })
  const source = 'job-controller'
  if (end === 'Complete') {
    life.record(job, { type: 'Normal', reason: 'Completed', message: 'Job completed', source })
  }
  if (end === 'Failed') {
    life.record(job, { type: 'Warning', reason: 'BackoffLimitExceeded', message: BACK_OFF_REACHED, source })
  }
}

const BACK_OFF_REACHED = 'Job has reached the specified backoff limit'

/** Since 1.31 each end has a forerunner that says the same before the last pod is gone. */
function conditions(end: End, now: string): Condition[] {
  const [before, reason, message] =
    end === 'Failed'
      ? ['FailureTarget', 'BackoffLimitExceeded', BACK_OFF_REACHED]
      : ['SuccessCriteriaMet', 'CompletionsReached', 'Reached expected number of succeeded pods']
  return [before, end].map((type) => ({
    type,
    status: 'True' as const,
    lastProbeTime: now,
    lastTransitionTime: now,
    reason,
    message,
  }))
}

function count(pods: readonly Pod[], phase: 'Succeeded' | 'Failed'): number {
  return pods.filter(({ status }) => status?.phase === phase).length
}

/** A restart inside a pod counts like a failed pod. */
function failures(pods: readonly Pod[]): number {
  const restarts = pods.flatMap(({ status }) => status?.containerStatuses ?? []).map((it) => it.restartCount)
  return count(pods, 'Failed') + restarts.reduce((sum, one) => sum + one, 0)
}
