import { z } from 'zod'
import type { Described } from '../../bot/health/described.ts'
import { Container } from '../../bot/health/pod.ts'
import { whyWorkload } from '../../bot/health/why-workload.ts'
import { rolloutProgress } from '../../bot/rollout.ts'
import type { Workload } from '../../bot/workload.ts'
import { conditionLines } from './conditions.ts'
import { containerLines } from './containers.ts'
import { podLines } from './pods.ts'
import { ageSince, block, facts, pairsText, type Sheet } from './sheet.ts'

export function workloadSheet(workload: Workload, { object, pods, now }: Described): Sheet {
  const { spec, status } = workload
  const why = whyWorkload(workload, pods, now)
  return {
    verdict: why.length > 0 ? 'not ready' : rolloutProgress(workload).text,
    why,
    lines: [
      ...facts([
        ['Replicas', replicas(workload)],
        ['Rollout', rolloutProgress(workload).text],
        ['Strategy', spec.strategy?.type],
        ['Selector', pairsText(spec.selector?.matchLabels ?? {})],
        ['Age', ageSince(object.metadata.creationTimestamp, now)],
      ]),
      ...block('Pods', podLines(pods, now)),
      ...block('Containers', containerLines(template(workload), null, now)),
      ...block('Conditions', conditionLines(status.conditions, now)),
    ],
  }
}

function replicas({ spec, status }: Workload): string {
  if (status.desiredNumberScheduled !== undefined) {
    return `${status.desiredNumberScheduled} wanted, ${status.updatedNumberScheduled} updated, ${status.numberAvailable} available`
  }
  const { updatedReplicas, readyReplicas, availableReplicas } = status
  return `${spec.replicas} wanted, ${updatedReplicas} updated, ${readyReplicas} ready, ${availableReplicas} available`
}

function template({ spec }: Workload): readonly Container[] {
  const parsed = z.array(Container).safeParse(spec.template?.spec?.containers ?? [])
  return parsed.success ? parsed.data : []
}
