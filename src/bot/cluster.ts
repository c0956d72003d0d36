import type { ApiKind, KubeObject, ObjectRef, Operation } from '../core/kube.ts'
import type { Outcome } from '../core/outcome.ts'

/** Who a call is made as: impersonated on every path, with the request id beside it in the cluster's audit log. */
export interface Identity {
  readonly user: string
  readonly groups: readonly string[]
}

/** Every way in which a cluster is expected to fail. `message` is the API server's own sentence where it gave one. */
export type ClusterFailure =
  /** Not reached, or reached and not answering: DNS, refused, TLS, timeout of a read. */
  | { readonly kind: 'unreachable'; readonly message: string }
  /** The breaker is open: nothing was sent. */
  | { readonly kind: 'resting'; readonly retryInMs: number; readonly message: string }
  /** Too many calls at once from here: nothing was sent. */
  | { readonly kind: 'busy'; readonly message: string }
  /** 401: the bot's own credentials are not accepted. */
  | { readonly kind: 'unauthorized'; readonly message: string }
  /** 403; `by` tells whose role is missing something: the bot's own (impersonation) or the person's. */
  | { readonly kind: 'forbidden'; readonly by: 'bot' | 'person'; readonly message: string }
  | { readonly kind: 'notFound'; readonly message: string }
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'gone'; readonly message: string }
  | {
      readonly kind: 'invalid'
      readonly message: string
      readonly causes: readonly { field: string; message: string }[]
    }
  /** 429; `budget` names the PodDisruptionBudget when an eviction was refused by one. */
  | {
      readonly kind: 'tooMany'
      readonly retryInMs: number | null
      readonly budget: string | null
      readonly message: string
    }
  /** A write was sent and no answer came: it may or may not have been applied. */
  | { readonly kind: 'noAnswer'; readonly message: string }
  /** Any other answer: 400, 500, 503 … */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }

/** `ageMs` is set when the answer is the last good one because the cluster is resting. */
export type Answer<Value> = Outcome<Value, ClusterFailure> & { readonly ageMs?: number }

/** The server's own table, the one kubectl prints. Cells are text; priority > 0 is `-o wide`. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly priority: number }[]
  readonly rows: readonly {
    readonly cells: readonly string[]
    readonly name: string
    readonly namespace: string | null
  }[]
  /** How many more the server holds beyond the limit; null when it does not say. */
  readonly remaining: number | null
}

export interface Selection {
  readonly namespace: string | null
  readonly name?: string
  readonly labelSelector?: string
  readonly fieldSelector?: string
  /** Stops after so many rows. */
  readonly limit?: number
}

export interface LogQuery {
  readonly container?: string
  readonly previous?: boolean
  readonly tailLines?: number
  readonly sinceSeconds?: number
  readonly limitBytes?: number
  readonly timestamps?: boolean
}

export interface WriteOptions {
  readonly dryRun?: boolean
  /** Refused with `conflict` when the object is another one or has moved on. */
  readonly uid?: string
  readonly resourceVersion?: string
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: KubeObject
}

/** One cluster as one person: the only door to Kubernetes, the same for every kind. */
export interface Session {
  /** For people. Secrets come without their objects (`includeObject=None`). */
  table(kind: ApiKind, selection: Selection): Promise<Answer<Table>>
  get(ref: ObjectRef): Promise<Answer<KubeObject>>
  /** All pages, up to `limit` objects. */
  list(kind: ApiKind, selection: Selection): Promise<Answer<readonly KubeObject[]>>
  /** Server-side apply; idempotent. */
  apply(ref: ObjectRef, object: KubeObject, options?: WriteOptions): Promise<Answer<KubeObject>>
  create(kind: ApiKind, object: KubeObject, options?: WriteOptions): Promise<Answer<KubeObject>>
  patch(
    ref: ObjectRef,
    patch: Extract<Operation, { verb: 'patch' }>,
    options?: WriteOptions,
  ): Promise<Answer<KubeObject>>
  /** Sets replicas through the scale subresource; returns the parent object's new resourceVersion in metadata. */
  scale(ref: ObjectRef, replicas: number, options?: WriteOptions): Promise<Answer<KubeObject>>
  evict(ref: ObjectRef, options?: WriteOptions): Promise<Answer<null>>
  remove(ref: ObjectRef, options?: WriteOptions): Promise<Answer<null>>
  logs(pod: ObjectRef, query: LogQuery): Promise<Answer<string>>
  /** Calls back until the signal aborts or the server ends the stream; resumes are the caller's. */
  watch(
    kind: ApiKind,
    selection: Selection & { readonly resourceVersion?: string },
    onEvent: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<Answer<null>>
  /** Asks the cluster whether this person may (SelfSubjectAccessReview). */
  can(
    verb: string,
    kind: ApiKind,
    at: { namespace: string | null; name?: string; subresource?: string },
  ): Promise<Answer<boolean>>
}

export interface Cluster {
  readonly name: string
  /**
   * Discovery, as the bot itself; cached, refreshed when it is old; the last good one when the cluster is away.
   * `anew` for a word that names no known kind: asks again, at most every 30 s.
   */
  kinds(anew?: boolean): Promise<Answer<readonly ApiKind[]>>
  /**
   * The uid of the namespace kube-system: what a plan is bound to, whatever the cluster is called. `anew` before a
   * write: behind the same address there may be another cluster since.
   */
  id(anew?: boolean): Promise<Answer<string>>
  /** `requestId` is written beside the person in the cluster's audit log; `signal` ends what is under way. */
  as(identity: Identity, requestId: string, signal?: AbortSignal): Session
  /** As of the last calls, without making one. */
  state(): 'ok' | 'resting' | 'unknown'
  /** Asks /readyz (or /version) now. */
  ping(): Promise<Answer<string>>
  close(): Promise<void>
}

export interface Clusters {
  readonly all: readonly Cluster[]
  get(name: string): Cluster | undefined
}
