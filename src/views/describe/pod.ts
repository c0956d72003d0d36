import { isCompleted, isReady, type Pod } from '../../bot/health/pod.ts'
import { whyPod } from '../../bot/health/why-pod.ts'
import { conditionLines } from './conditions.ts'
import { containerLines } from './containers.ts'
import { ageSince, block, facts, type Sheet } from './sheet.ts'

export function podSheet(pod: Pod, now: number): Sheet {
  const { metadata, spec, status } = pod
  const [owner] = metadata.ownerReferences
  return {
    verdict: verdictOf(pod),
    why: whyPod(pod, now),
    lines: [
      ...facts([
        ['Phase', status.phase],
        ['Node', spec.nodeName ?? 'none'],
        ['IP', status.podIP],
        ['Owner', owner && `${owner.kind.toLowerCase()}/${owner.name}`],
        ['Account', spec.serviceAccountName],
        ['Age', ageSince(metadata.creationTimestamp, now)],
      ]),
      ...block('Containers', containerLines(spec.containers, status.containerStatuses, now)),
      ...block('Init containers', containerLines(spec.initContainers, status.initContainerStatuses, now)),
      ...block('Conditions', conditionLines(status.conditions, now)),
    ],
  }
}

function verdictOf(pod: Pod): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'being deleted'
  if (isCompleted(pod)) return 'completed'
  return isReady(pod) ? 'ready' : 'not ready'
}
