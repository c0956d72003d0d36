/** One kind that the sandbox serves. The table of them in `resources.ts` is the only list of kinds. */
export interface Resource {
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly plural: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  readonly subresources: readonly ('status' | 'scale' | 'log' | 'eviction' | 'binding' | 'finalize')[]
}

export interface ObjectMeta {
  name: string
  namespace?: string
  generateName?: string
  uid: string
  resourceVersion: string
  generation?: number
  creationTimestamp: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  finalizers?: string[]
  ownerReferences?: OwnerReference[]
  managedFields?: unknown[]
}

export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

/** Any stored object: the typed kinds of client-node (V1Pod …) are assignable to and from it at the edges. */
export interface KubeObject<Spec = unknown, Status = unknown> {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  spec?: Spec
  status?: Status
  [field: string]: unknown
}

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED'

export interface Change {
  readonly type: ChangeType
  readonly object: KubeObject
  /** What the object was before, so that a watch with a selector can tell who enters and who leaves. */
  readonly previous?: KubeObject
  readonly revision: number
}

export interface WriteOptions {
  /** Answers what would be stored, and stores nothing. */
  readonly dryRun?: boolean
}

export interface DeleteOptions extends WriteOptions {
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
}

/** The object store: synchronous and single-threaded, so that no reader ever sees half a write. */
export interface ObjectStore {
  /** The current revision, as a resourceVersion. */
  revision(): string
  get(resource: Resource, namespace: string | undefined, name: string): KubeObject | undefined
  list(resource: Resource, namespace?: string): readonly KubeObject[]
  /** Sets uid, creationTimestamp, generation, resourceVersion, defaults; drops status. Throws ApiError 409. */
  create(resource: Resource, object: KubeObject, options?: WriteOptions): KubeObject
  /** Optimistic concurrency by resourceVersion where given; a write that changes nothing bumps nothing. */
  update(resource: Resource, object: KubeObject, options?: WriteOptions): KubeObject
  /** Reads, changes in place, writes; a change that returns false writes nothing. Missing object: undefined. */
  mutate(
    resource: Resource,
    at: { namespace?: string | undefined; name: string },
    change: (object: KubeObject) => void | false,
  ): KubeObject | undefined
  /** Graceful for scheduled pods, finalizers respected; returns what is left, undefined when it is gone. */
  delete(
    resource: Resource,
    at: { namespace?: string | undefined; name: string },
    options?: DeleteOptions,
  ): KubeObject | undefined
  /** Ends a graceful deletion at once (what the kubelet does when the containers have stopped). */
  remove(resource: Resource, at: { namespace?: string | undefined; name: string }): void
  /** Changes after a revision, then live ones; throws ApiError 410 when the window has moved on. */
  watch(resource: Resource, after: string, onChange: (change: Change) => void): () => void
}

/** Every timer of the sandbox goes through a clock, so that tests may step it. */
export interface Clock {
  now(): number
  /** Calls once after so many milliseconds; returns a cancel function. */
  after(milliseconds: number, run: () => void): () => void
}

/** Log lines of one container run. */
export interface LogLine {
  readonly at: number
  readonly text: string
}

export interface Logbook {
  append(pod: KubeObject, container: string, text: string): void
  /** Starts a new run of the container: the current lines become the previous ones. */
  rotate(pod: KubeObject, container: string): void
  lines(podUid: string, container: string, previous: boolean): readonly LogLine[] | undefined
  /** Calls for each new line, and once when the run ends; returns a cancel function. */
  follow(podUid: string, container: string, onLine: (line: LogLine) => void, onEnd?: () => void): () => void
  forget(podUid: string): void
}
