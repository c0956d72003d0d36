import { badRequest } from '../../store/errors.ts'
import { digList, digText } from '../../store/json.ts'
import { resourceOf } from '../../store/resources.ts'
import type { KubeObject, LogLine } from '../../store/types.ts'
import { type Call, nameOf } from '../call.ts'
import { existing } from '../read.ts'
import { openStream } from '../stream.ts'

/** GET of a container's log, as it stands or for as long as it runs. */
export function sendLog(call: Call): void {
  const { api, query, namespace } = call
  const pod = existing(call)
  const container = containerOf(call, pod)
  // Before a pod has a node there is nobody to ask.
  if (digText(pod.spec, 'nodeName') === undefined) return void call.response.writeHead(204).end()
  const previous = query.get('previous') === 'true'
  const { uid } = pod.metadata
  const lines = api.logbook.lines(uid, container, previous)
  if (lines === undefined) throw nothingYet(pod, container, previous)
  const timestamps = query.get('timestamps') === 'true'
  const stream = openStream(call, 'text/plain')
  let budget = query.has('limitBytes') ? Number(query.get('limitBytes')) : Infinity
  const write = (line: LogLine) => {
    const bytes = Buffer.from(spell(line, timestamps))
    stream.write(bytes.subarray(0, Math.min(bytes.length, budget)).toString())
    budget -= bytes.length
    if (budget <= 0) stream.end()
  }
  for (const line of tail(since(lines, call), query.get('tailLines'))) write(line)
  if (query.get('follow') !== 'true' || previous || hasEnded(pod, container)) return stream.end()
  stream.onEnd(api.logbook.follow(uid, container, write, () => stream.end()))
  const pods = resourceOf('Pod')
  stream.onEnd(
    api.store.watch(pods, api.store.revision(), ({ object, type }) => {
      if (object.metadata.name !== nameOf(call) || object.metadata.namespace !== namespace) return
      if (type === 'DELETED' || hasEnded(object, container)) stream.end()
    }),
  )
}

function containerOf(call: Call, pod: KubeObject): string {
  const asked = call.query.get('container') ?? ''
  const main = names(pod, 'containers')
  const all = [...main, ...names(pod, 'initContainers'), ...names(pod, 'ephemeralContainers')]
  if (asked !== '' && all.includes(asked)) return asked
  if (asked !== '') throw badRequest(`container ${asked} is not valid for pod ${nameOf(call)}`)
  const [only, ...others] = main
  if (only !== undefined && others.length === 0) return only
  const choice = `choose one of: [${main.join(' ')}]`
  throw badRequest(`a container name must be specified for pod ${nameOf(call)}, ${choice}`)
}

const names = ({ spec }: KubeObject, field: string): string[] =>
  digList(spec, field).map((container) => digText(container, 'name') ?? '')

function nothingYet(pod: KubeObject, container: string, previous: boolean): Error {
  const { name } = pod.metadata
  if (previous) return badRequest(`previous terminated container "${container}" in pod "${name}" not found`)
  const why = digText(statusOf(pod, container), 'state', 'waiting', 'reason') ?? 'ContainerCreating'
  const trouble = ['ImagePullBackOff', 'ErrImagePull', 'InvalidImageName'].includes(why)
  const waiting = trouble ? `trying and failing to pull image` : why
  return badRequest(`container "${container}" in pod "${name}" is waiting to start: ${waiting}`)
}

const statusOf = ({ status }: KubeObject, container: string): unknown =>
  [...digList(status, 'containerStatuses'), ...digList(status, 'initContainerStatuses')].find(
    (one) => digText(one, 'name') === container,
  )

const hasEnded = (pod: KubeObject, container: string): boolean =>
  digText(statusOf(pod, container), 'state', 'terminated', 'finishedAt') !== undefined

function since(lines: readonly LogLine[], { query, api }: Call): readonly LogLine[] {
  const time = query.get('sinceTime')
  const seconds = query.get('sinceSeconds')
  if (time === null && seconds === null) return lines
  const from = time === null ? api.clock.now() - Number(seconds) * 1000 : Date.parse(time)
  return lines.filter(({ at }) => at >= from)
}

function tail(lines: readonly LogLine[], count: string | null): readonly LogLine[] {
  return count === null ? lines : lines.slice(Math.max(0, lines.length - Number(count)))
}

function spell({ at, text }: LogLine, timestamps: boolean): string {
  // RFC 3339 with nanoseconds, as the container runtimes write it.
  return timestamps ? `${new Date(at).toISOString().slice(0, 23)}000000Z ${text}\n` : `${text}\n`
}
