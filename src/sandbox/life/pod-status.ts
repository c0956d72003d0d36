import { createHash } from 'node:crypto'
import { toTime } from '../store/time.ts'
import { conditionOf, withCondition } from './conditions.ts'
import type { Run } from './run.ts'
import type { Condition, ContainerStatus, Pod, PodStatus } from './types.ts'

interface Whereabouts {
  readonly hostIp: string
  readonly podIp: string
}

/** The status of a pod, told from the lives of its containers. */
export function podStatus(
  pod: Pod,
  runs: readonly Run[],
  { hostIp, podIp }: Whereabouts,
  now: number,
): PodStatus {
  const phase = phaseOf(pod, runs)
  const unready = runs.filter((run) => !run.ready).map((run) => run.name)
  const ready = unready.length === 0 ? yes : { status: 'False' as const, ...whyUnready(phase, unready) }
  const verdicts = [
    { type: 'PodReadyToStartContainers', ...(phase === 'Succeeded' || phase === 'Failed' ? no : yes) },
    { type: 'Initialized', ...yes, ...(phase === 'Succeeded' ? { reason: 'PodCompleted' } : {}) },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
    { ...yes, ...conditionOf(pod, 'PodScheduled'), type: 'PodScheduled' },
  ]
  const before = pod.status?.conditions ?? []
  const conditions = verdicts.reduce((list, wanted) => withCondition(list, wanted, now), before)
  return {
    ...pod.status,
    phase,
    conditions: inOrder(conditions, verdicts),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    podIP: podIp,
    podIPs: [{ ip: podIp }],
    startTime: pod.status?.startTime ?? toTime(now),
    containerStatuses: runs.map(containerStatus),
  }
}

const yes = { status: 'True' as const }
const no = { status: 'False' as const }

function phaseOf(pod: Pod, runs: readonly Run[]): PodStatus['phase'] {
  const over = runs.every((run) => run.state.terminated && run.step === 'rest')
  if (over) return runs.every((run) => run.state.terminated?.exitCode === 0) ? 'Succeeded' : 'Failed'
  return runs.some((run) => run.id !== undefined) ? 'Running' : 'Pending'
}

function whyUnready(phase: PodStatus['phase'], unready: readonly string[]): Partial<Condition> {
  if (phase === 'Succeeded') return { reason: 'PodCompleted' }
  if (phase === 'Failed') return { reason: 'PodFailed' }
  return {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  }
}

function inOrder(conditions: readonly Condition[], order: readonly Condition[]): Condition[] {
  const place = (condition: Condition) => order.findIndex(({ type }) => type === condition.type)
  return conditions.toSorted((a, b) => place(a) - place(b))
}

function containerStatus(run: Run): ContainerStatus {
  const digest = createHash('sha256').update(run.image).digest('hex')
  return {
    name: run.name,
    state: run.state,
    lastState: run.lastState,
    ready: run.ready,
    restartCount: run.restarts,
    image: run.image,
    imageID: run.id ? `${run.image.replace(/:[^:/]*$/, '')}@sha256:${digest}` : '',
    ...(run.id ? { containerID: run.id } : {}),
    started: run.started,
  }
}
