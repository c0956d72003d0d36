import { isReady, type Pod } from '../../bot/health/pod.ts'
import { ageSince } from './sheet.ts'

const most = 10

/** One line a pod, those that are not ready first. */
export function podLines(pods: readonly Pod[], now: number): readonly string[] {
  const sorted = pods.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)))
  const width = Math.max(0, ...sorted.slice(0, most).map(({ metadata }) => metadata.name.length))
  const shown = sorted.slice(0, most).map((pod) => podLine(pod, width, now))
  return sorted.length > most ? [...shown, `and ${sorted.length - most} more`] : shown
}

function podLine(pod: Pod, width: number, now: number): string {
  const restarts = pod.status.containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0)
  const age = ageSince(pod.metadata.creationTimestamp, now) ?? ''
  const ready = isReady(pod) ? 'ready' : 'not ready'
  return `${pod.metadata.name.padEnd(width)}  ${ready.padEnd(9)}  ${restarts} restarts  ${age}`.trimEnd()
}
