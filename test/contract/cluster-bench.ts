import type { Answer, Cluster, Session, WatchEvent } from '../../src/bot/cluster.ts'
import type { ApiKind, KubeObject, ObjectRef } from '../../src/core/kube.ts'

/** One cluster as the contract needs it: an almighty bot, a bot without rights, and a namespace to play in. */
export interface Bench {
  readonly namespace: string
  /** Part of the name of whatever is not in the namespace. */
  readonly suffix: string
  /** The bot with every right. */
  readonly cluster: Cluster
  /** The same cluster through the ServiceAccount `bot` of the namespace, which starts without rights. */
  readonly lesser: Cluster
  /** Lets the caches of the adapter grow old. */
  age(milliseconds: number): void
  /** Creates a config map whose `data.a` belongs to another manager. */
  createOwned(name: string): Promise<void>
  /** Lets so much happen to the config map `forgotten` that earlier versions can no longer be resumed. */
  forget?(): void
  close(): Promise<void>
}

export const admin = { user: 'contract-admin', groups: ['system:masters'] }

/** The almighty person on the almighty bot. */
export function adminOf(bench: Bench): Session {
  return bench.cluster.as(admin, 'c-contract')
}

/** A success's value; a failure fails the test with its sentence. */
export function must<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(`${answer.failure.kind}: ${answer.failure.message}`)
  return answer.value
}

/** A kind by its plural, and its group where that matters. */
export async function kindOf(bench: Bench, plural: string, group?: string): Promise<ApiKind> {
  const kinds = must(await bench.cluster.kinds())
  const kind = kinds.find((one) => one.plural === plural && (group === undefined || one.group === group))
  if (kind === undefined) throw new Error(`discovery tells of no ${plural}`)
  return kind
}

/** The address of an object in the bench's namespace. */
export async function refTo(bench: Bench, plural: string, name: string): Promise<ObjectRef> {
  return at(await kindOf(bench, plural), name, bench.namespace)
}

/** The address of an object of a kind. */
export function at(
  { group, version, kind, plural }: ApiKind,
  name: string,
  namespace: string | null,
): ObjectRef {
  return { group, version, kind, plural, name, namespace }
}

/** An object to be created. */
export function object(name: string, rest: Record<string, unknown> = {}, namespace?: string): KubeObject {
  return { ...rest, metadata: { name, uid: '', ...(namespace !== undefined && { namespace }) } }
}

/** Creates an object in the bench's namespace as the admin. */
export async function create(
  bench: Bench,
  plural: string,
  name: string,
  rest: Record<string, unknown> = {},
): Promise<KubeObject> {
  const kind = await kindOf(bench, plural)
  const namespace = kind.namespaced ? bench.namespace : undefined
  return must(await adminOf(bench).create(kind, object(name, rest, namespace)))
}

/** The first state of an object that fits, as a watch tells it: from now on, or after an earlier version. */
export async function until(
  bench: Bench,
  ref: ObjectRef,
  fits: (event: WatchEvent) => boolean,
  after?: KubeObject,
): Promise<KubeObject> {
  const found = new AbortController()
  const late = AbortSignal.timeout(20_000)
  let event: WatchEvent | undefined
  const kind = await kindOf(bench, ref.plural, ref.group)
  const version = after?.metadata.resourceVersion
  const from = version === undefined ? {} : { resourceVersion: version }
  const selection = { namespace: ref.namespace, name: ref.name, ...from }
  const onEvent = (one: WatchEvent) => {
    if (event !== undefined || !fits(one)) return
    event = one
    found.abort()
  }
  must(await adminOf(bench).watch(kind, selection, onEvent, AbortSignal.any([found.signal, late])))
  if (event === undefined) throw new Error(`${ref.plural} ${ref.name} never came to fit`)
  return event.object
}

/** Something deep in an object; undefined where the path ends. */
export function dig(value: unknown, ...path: (string | number)[]): unknown {
  let current: unknown = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined
    current = new Map<string, unknown>(Object.entries(current)).get(String(step))
  }
  return current
}

/** A Deployment of so many replicas that says its name in its labels. */
export function deployment(app: string, replicas: number): Record<string, unknown> {
  const labels = { app }
  return {
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container('main')] } },
    },
  }
}

/** A pod of one container that says its name in its labels. */
export async function createPod(bench: Bench, name: string): Promise<KubeObject> {
  const kind = await kindOf(bench, 'pods', '')
  const made = object(name, { spec: { containers: [container('main')] } }, bench.namespace)
  must(await adminOf(bench).create(kind, { ...made, metadata: { ...made.metadata, labels: { app: name } } }))
  const ref = at(kind, name, bench.namespace)
  return until(bench, ref, ({ object }) => dig(object, 'status', 'phase') === 'Running')
}

export function container(name: string, image = 'registry.example/app:1') {
  return { name, image }
}
