import { exitOf } from '../../bot/health/why-container.ts'
import type { Container, ContainerStatus } from '../../bot/health/pod.ts'
import { probeText } from '../../bot/health/probe.ts'
import { ageSince, facts, pairsText } from './sheet.ts'

/** Each container: what runs, how it fares, what it may use and how it is probed. Environments by name only. */
export function containerLines(
  containers: readonly Container[],
  statuses: readonly ContainerStatus[] | null,
  now: number,
): readonly string[] {
  return containers.flatMap((container) => {
    const status = statuses?.find(({ name }) => name === container.name)
    const { requests, limits } = container.resources
    return [
      container.name,
      ...facts([
        ['State', stateOf(container, { status, of: statuses, now })],
        ['Last exit', status?.lastState.terminated && exitOf(status.lastState.terminated, container)],
        ['Restarts', status && String(status.restartCount)],
        ['Image', container.image],
        [
          'Ports',
          container.ports
            .map(({ name, containerPort }) => (name ? `${containerPort} (${name})` : containerPort))
            .join(', '),
        ],
        ['Requests', pairsText(requests) || 'none'],
        ['Limits', pairsText(limits) || 'none'],
        ['Probes', probes(container)],
        ['Env', container.env.map(({ name }) => name).join(', ')],
      ]).map((line) => `  ${line}`),
    ]
  })
}

/** A template has no state. */
function stateOf(
  container: Container,
  at: { status: ContainerStatus | undefined; of: readonly ContainerStatus[] | null; now: number },
): string | undefined {
  if (!at.status) return at.of === null ? undefined : 'not started'
  const { waiting, running, terminated } = at.status.state
  if (waiting) return `waiting: ${waiting.reason || 'no reason is given'}`
  if (terminated) return `ended: ${exitOf(terminated, container)}`
  const since = ageSince(running?.startedAt, at.now)
  return `running${since === undefined ? '' : ` for ${since}`}, ${at.status.ready ? 'ready' : 'not ready'}`
}

function probes({ readinessProbe, livenessProbe, startupProbe }: Container): string {
  const all = [
    readinessProbe && `readiness ${probeText(readinessProbe)}`,
    livenessProbe && `liveness ${probeText(livenessProbe)}`,
    startupProbe && `startup ${probeText(startupProbe)}`,
  ]
  return all.filter(Boolean).join(', ') || 'none'
}
