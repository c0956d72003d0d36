import { dig, digList, digNumber, digText } from '../../store/json.ts'
import type { KubeObject } from '../../store/types.ts'
import { age, ageColumn, type Column, nameColumn, textColumn } from './column.ts'

export const podColumns: readonly Column[] = [
  nameColumn,
  { name: 'Ready', cell: ready },
  { name: 'Status', cell: podStatus },
  { name: 'Restarts', cell: restarts },
  ageColumn,
  textColumn('IP', 'status.podIP', { wide: true }),
  textColumn('Node', 'spec.nodeName', { wide: true }),
  textColumn('Nominated Node', 'status.nominatedNodeName', { wide: true }),
  { name: 'Readiness Gates', wide: true, cell: () => '<none>' },
]

const started = (pod: KubeObject): readonly unknown[] => digList(pod.status, 'containerStatuses')
const initial = (pod: KubeObject): readonly unknown[] => digList(pod.status, 'initContainerStatuses')

function ready(pod: KubeObject): string {
  const running = started(pod).filter(isRunning)
  return `${running.length}/${digList(pod.spec, 'containers').length}`
}

const isRunning = (container: unknown): boolean =>
  dig(container, 'ready') === true && dig(container, 'state', 'running') !== undefined

function restarts(pod: KubeObject, now: number): string {
  const counted = initReason(pod) === undefined ? started(pod) : initial(pod)
  const count = counted.reduce<number>(
    (sum, container) => sum + (digNumber(container, 'restartCount') ?? 0),
    0,
  )
  const last = counted
    .map((container) => digText(container, 'lastState', 'terminated', 'finishedAt') ?? '')
    .toSorted()
    .at(-1)
  return count === 0 || !last ? String(count) : `${count} (${age(last, now)} ago)`
}

/** The one word that kubectl makes of a pod's phase, its containers' states and its deletion. */
function podStatus(pod: KubeObject): string {
  const { deletionTimestamp } = pod.metadata
  const reason = digText(pod.status, 'reason')
  const phase = digText(pod.status, 'phase') ?? 'Unknown'
  if (deletionTimestamp !== undefined && reason === 'NodeLost') return 'Unknown'
  if (deletionTimestamp !== undefined && phase !== 'Succeeded' && phase !== 'Failed') return 'Terminating'
  const gated =
    conditionOf(pod, 'PodScheduled', 'reason') === 'SchedulingGated' ? 'SchedulingGated' : undefined
  return initReason(pod) ?? containersReason(pod) ?? gated ?? reason ?? phase
}

function initReason(pod: KubeObject): string | undefined {
  const total = digList(pod.spec, 'initContainers').length
  for (const [index, container] of initial(pod).entries()) {
    if (digNumber(container, 'state', 'terminated', 'exitCode') === 0) continue
    const waiting = digText(container, 'state', 'waiting', 'reason')
    const ended = endedReason(container)
    if (ended !== undefined) return `Init:${ended}`
    return waiting && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${total}`
  }
  return undefined
}

/** The first container with something to tell wins; one that completed yields to one that still runs. */
function containersReason(pod: KubeObject): string | undefined {
  const containers = started(pod)
  const told = containers.flatMap((container) => {
    const reason = digText(container, 'state', 'waiting', 'reason') || endedReason(container)
    return reason === undefined
      ? []
      : [{ reason, code: digNumber(container, 'state', 'terminated', 'exitCode') }]
  })
  const reason = told[0]?.reason
  if (reason !== 'Completed') return reason
  const running = containers.some(isRunning)
  if (running && conditionOf(pod, 'Ready', 'status') === 'True') return 'Running'
  return told.find(({ code = 0 }) => code !== 0)?.reason ?? (running ? 'NotReady' : reason)
}

function endedReason(container: unknown): string | undefined {
  const ended = dig(container, 'state', 'terminated')
  if (ended === undefined) return undefined
  const signal = digNumber(ended, 'signal') ?? 0
  const number = signal === 0 ? `ExitCode:${digNumber(ended, 'exitCode') ?? 0}` : `Signal:${signal}`
  return digText(ended, 'reason') || number
}

const conditionOf = (object: KubeObject, type: string, field: string): string | undefined =>
  digText(
    digList(object.status, 'conditions').find((condition) => digText(condition, 'type') === type),
    field,
  )
