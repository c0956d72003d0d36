import { apiVersionOf, resourceOf } from '../store/resources.ts'
import type { DeleteOptions, KubeObject, ObjectMeta, ObjectStore } from '../store/types.ts'
import { mirrorOf } from './mirror.ts'
import { ownersIndex } from './owners.ts'
import type { Kind, Kinds } from './types.ts'

export interface Place {
  readonly namespace?: string | undefined
  readonly name: string
}

type Draft<T> = Omit<
  { [K in keyof T as string extends K ? never : K]: T[K] },
  'apiVersion' | 'kind' | 'metadata'
> & {
  metadata: Partial<ObjectMeta> & { name: string }
}

/** The store as the controllers see it: by kind, with the type of the kind. */
export interface Objects {
  /** Frozen and shared: to change an object, mutate it. */
  get<K extends Kind>(kind: K, at: Place): Kinds[K] | undefined
  list<K extends Kind>(kind: K, namespace?: string): Kinds[K][]
  /** The objects of a kind that name this uid as an owner. */
  owned<K extends Kind>(kind: K, ownerUid: string): Kinds[K][]
  create<K extends Kind>(kind: K, draft: Draft<Kinds[K]>): Kinds[K]
  mutate<K extends Kind>(kind: K, at: Place, change: (object: Kinds[K]) => void | false): Kinds[K] | undefined
  /** Deletes what may already be gone. */
  delete(kind: Kind, at: Place, options?: DeleteOptions): void
  /** Ends a graceful deletion at once. */
  remove(kind: Kind, at: Place): void
  readonly store: ObjectStore
  readonly owners: ReturnType<typeof ownersIndex>
  stop(): void
}

/** Puts types and an index by owner over an object store. */
export function objectsOf(store: ObjectStore): Objects {
  const mirror = mirrorOf(store)
  const owners = ownersIndex(store)
  const get: Objects['get'] = (kind, at) => narrow(kind, mirror.find(resourceOf(kind), at))
  return {
    store,
    owners,
    get,
    list: (kind, namespace) =>
      store.list(resourceOf(kind), namespace).filter((object) => isKind(kind, object)),
    owned: (kind, ownerUid) =>
      owners
        .dependents(ownerUid)
        .filter((dependent) => dependent.resource.kind === kind)
        .map((dependent) => get(kind, dependent))
        .filter((object) => object !== undefined),
    create(kind, draft) {
      const resource = resourceOf(kind)
      const created = store.create(resource, {
        ...draft,
        apiVersion: apiVersionOf(resource),
        kind,
        metadata: { uid: '', resourceVersion: '', creationTimestamp: '', ...draft.metadata },
      })
      if (!isKind(kind, created)) throw new Error(`the store answered ${created.kind} for ${kind}`)
      return created
    },
    mutate: (kind, at, change) =>
      narrow(
        kind,
        store.mutate(resourceOf(kind), at, (object) => (isKind(kind, object) ? change(object) : false)),
      ),
    delete(kind, at, options) {
      if (get(kind, at)) store.delete(resourceOf(kind), at, options)
    },
    remove: (kind, at) => store.remove(resourceOf(kind), at),
    stop() {
      owners.stop()
      mirror.stop()
    },
  }
}

/** Where an object is, to find it again. */
export function placeOf(object: KubeObject): Place {
  return { namespace: object.metadata.namespace, name: object.metadata.name }
}

function narrow<K extends Kind>(kind: K, object: KubeObject | undefined): Kinds[K] | undefined {
  return object && isKind(kind, object) ? object : undefined
}

/** Whether an object is of a kind: what the store holds under a kind has that kind's shape. */
export function isKind<K extends Kind>(kind: K, object: KubeObject): object is Kinds[K] {
  return object.kind === kind
}
