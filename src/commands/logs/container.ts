import type { Pod } from '../../bot/health/pod.ts'
import { whyContainer } from '../../bot/health/why-container.ts'
import { didYouMean } from '../../core/suggest.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'

const defaultContainer = 'kubectl.kubernetes.io/default-container'

/** The container that is meant, if it has a log to show; else a sentence. */
export function chooseContainer(
  pod: Pod,
  { container, previous }: { readonly container?: string | undefined; readonly previous: boolean },
  now: number,
): Outcome<string, string> {
  const named = nameContainer(pod, container)
  if (!named.ok) return named
  const silent = whySilent(pod, named.value, { previous, now })
  return silent === undefined ? named : failed(silent)
}

function nameContainer({ spec, metadata }: Pod, wanted: string | undefined): Outcome<string, string> {
  const usual = spec.containers.map(({ name }) => name)
  const all = [...usual, ...spec.initContainers.map(({ name }) => name)]
  if (wanted !== undefined) {
    if (all.includes(wanted)) return done(wanted)
    return failed(
      `${metadata.name} has no container "${wanted}".${didYouMean(wanted, all)} It has: ${all.join(', ')}.`,
    )
  }
  const annotated = metadata.annotations[defaultContainer]
  if (annotated !== undefined && usual.includes(annotated)) return done(annotated)
  const [only, ...more] = usual
  if (only === undefined) return failed(`${metadata.name} has no containers.`)
  if (more.length === 0) return done(only)
  return failed(`${metadata.name} has several containers: ${all.join(', ')}. Choose one with -c.`)
}

/** A container that has not started, or not started again, has no such log: say so instead of the server's 400. */
function whySilent(
  { spec, status, metadata }: Pod,
  name: string,
  { previous, now }: { previous: boolean; now: number },
): string | undefined {
  const container = [...spec.containers, ...spec.initContainers].find((one) => one.name === name)
  const statuses = [...status.containerStatuses, ...status.initContainerStatuses]
  const own = statuses.find((one) => one.name === name)
  if (previous) {
    if (own?.lastState.terminated) return undefined
    return `${name} in ${metadata.name} has not been restarted, so there is no earlier log. Leave out --previous.`
  }
  const started = own && (own.state.running ?? own.state.terminated ?? own.lastState.terminated)
  if (!container || started) return undefined
  const scheduled = status.conditions.find(({ type }) => type === 'PodScheduled')
  const [why] = whyContainer(container, statuses, { init: false, now })
  const reason =
    why ??
    (scheduled?.status === 'False' ? `no node takes the pod: ${scheduled.message}` : 'it is being started')
  return `${name} in ${metadata.name} has not started, so there is no log yet: ${reason}.`
}
