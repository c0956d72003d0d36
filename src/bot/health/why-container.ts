import { duration } from '../../core/duration.ts'
import type { Container, ContainerStatus, Terminated } from './pod.ts'
import { probeText } from './probe.ts'

interface Circumstances {
  readonly init: boolean
  readonly now: number
}

/** Why one container keeps its pod from being ready. */
export function whyContainer(
  container: Container,
  statuses: readonly ContainerStatus[],
  { init, now }: Circumstances,
): readonly string[] {
  const status = statuses.find(({ name }) => name === container.name)
  if (!status) return []
  const who = init ? `init container ${container.name}` : container.name
  const { waiting, terminated, running } = status.state
  if (waiting) return waitingReason(who, container, status)
  if (terminated) {
    if (init && terminated.exitCode === 0) return []
    return [`${who} has ended: ${exitOf(terminated, container)}`]
  }
  if (running && init && container.restartPolicy !== 'Always')
    return [`${who} is still running${since(running, now)}`]
  if (running && !status.ready && !init) return [unready(who, container, { running, now })]
  return []
}

function waitingReason(who: string, container: Container, status: ContainerStatus): readonly string[] {
  const { reason = '', message = '' } = status.state.waiting ?? {}
  // The others wait for the pod, not the pod for them.
  if (reason === 'PodInitializing' || (reason === 'ContainerCreating' && message === '')) return []
  const last = status.lastState.terminated
  if (reason === 'CrashLoopBackOff') {
    const exit = last ? `: last ${exitOf(last, container)}` : ''
    return [`${who} keeps crashing (CrashLoopBackOff, ${times(status.restartCount)})${exit}`]
  }
  const because = /image/i.test(reason) ? imageTrouble(container, message) : shortened(message)
  return [`${who} is waiting: ${[reason, because].filter(Boolean).join(': ') || 'no reason is given'}`]
}

/** The runtime repeats the image in every layer of its message; what went wrong stands at the very end. */
function imageTrouble({ image }: Container, message: string): string {
  const cause = message.slice(message.lastIndexOf(': ') + 1).trim()
  const layered = message.includes(': ')
  if (!layered && message !== '' && !message.startsWith('Back-off'))
    return `image ${image}: ${shortened(message)}`
  return layered ? `image ${image}: ${shortened(cause)}` : `image ${image} cannot be pulled`
}

function shortened(text: string): string {
  const most = 300
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** `exit 137 OOMKilled, memory limit 64Mi`. */
export function exitOf(
  { exitCode, reason, message }: Terminated,
  { resources }: Pick<Container, 'resources'>,
): string {
  const word = reason === '' || reason === 'Error' ? '' : ` ${reason}`
  const limit = reason === 'OOMKilled' ? `, memory limit ${resources.limits['memory'] ?? 'none'}` : ''
  const said = shortened(message.trim())
  return `exit ${exitCode}${word}${limit}${said === '' ? '' : `: ${said}`}`
}

function unready(
  who: string,
  { readinessProbe, startupProbe }: Container,
  { running, now }: { running: { startedAt?: string | undefined }; now: number },
): string {
  const probe = readinessProbe ?? startupProbe
  const kind = readinessProbe ? 'readiness' : 'startup'
  if (!probe) return `${who} runs${since(running, now)} but is not ready`
  return `${who} runs${since(running, now)} but is not ready: its ${kind} probe (${probeText(probe)}) does not pass`
}

function since({ startedAt }: { startedAt?: string | undefined }, now: number): string {
  const started = Date.parse(startedAt ?? '')
  return Number.isNaN(started) ? '' : ` for ${duration(now - started)}`
}

function times(restarts: number): string {
  return `${restarts} restart${restarts === 1 ? '' : 's'}`
}
