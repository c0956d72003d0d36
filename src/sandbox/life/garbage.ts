import { resources } from '../store/resources.ts'
import type { KubeObject, Resource } from '../store/types.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'
import type { Dependent } from './owners.ts'

const FOREGROUND = 'foregroundDeletion'
const ORPHAN = 'orphan'

/** Deletes what its owners have left behind, and lets owners go that wait for their dependents. */
export function startGarbageCollector(life: Life): () => void {
  const { store, clock, objects } = life
  const gone = new Set<string>()
  const waiting = new Map<string, { resource: Resource; object: KubeObject }>()
  let cancel: (() => void) | undefined

  const stops = resources.map((resource) =>
    store.watch(resource, store.revision(), ({ type, object }) => {
      if (type === 'DELETED') {
        gone.add(object.metadata.uid)
        lookAtOwners(object)
      } else if (isWaiting(object)) waiting.set(object.metadata.uid, { resource, object })
      else return
      cancel ??= clock.after(0, collect)
    }),
  )

  function lookAtOwners(object: KubeObject): void {
    for (const { kind, name } of object.metadata.ownerReferences ?? []) {
      const resource = resources.find((candidate) => candidate.kind === kind)
      const owner = resource && store.get(resource, object.metadata.namespace, name)
      if (resource && owner && isWaiting(owner)) waiting.set(owner.metadata.uid, { resource, object: owner })
    }
  }

  function collect(): void {
    cancel = undefined
    const [uids, owners] = [[...gone], [...waiting.values()]]
    gone.clear()
    waiting.clear()
    for (const uid of uids)
      for (const dependent of objects.owners.dependents(uid)) abandon(life, dependent, uid)
    for (const { resource, object } of owners) release(life, resource, object)
  }

  return () => {
    for (const stop of stops) stop()
    cancel?.()
  }
}

function isWaiting({ metadata }: KubeObject): boolean {
  const finalizers = metadata.finalizers ?? []
  return (
    metadata.deletionTimestamp !== undefined && [FOREGROUND, ORPHAN].some((it) => finalizers.includes(it))
  )
}

/** An object whose last owner is gone goes too; one with another owner only forgets this one. */
function abandon(life: Life, dependent: Dependent, ownerUid: string): void {
  const object = life.store.get(dependent.resource, dependent.namespace, dependent.name)
  if (!object) return
  const others = (object.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== ownerUid)
  if (others.length > 0) disown(life, dependent, ownerUid)
  else if (!object.metadata.deletionTimestamp) life.store.delete(dependent.resource, dependent)
}

function release(life: Life, resource: Resource, owner: KubeObject): void {
  const dependents = life.objects.owners.dependents(owner.metadata.uid)
  if (owner.metadata.finalizers?.includes(ORPHAN)) {
    for (const dependent of dependents) disown(life, dependent, owner.metadata.uid)
    return dropFinalizer(life, resource, owner, ORPHAN)
  }
  for (const dependent of dependents) {
    const object = life.store.get(dependent.resource, dependent.namespace, dependent.name)
    if (!object || object.metadata.deletionTimestamp) continue
    life.store.delete(dependent.resource, dependent, { propagationPolicy: 'Foreground' })
  }
  if (life.objects.owners.dependents(owner.metadata.uid).length === 0) {
    dropFinalizer(life, resource, owner, FOREGROUND)
  }
}

function disown(life: Life, dependent: Dependent, ownerUid: string): void {
  life.store.mutate(dependent.resource, dependent, ({ metadata }) => {
    metadata.ownerReferences = (metadata.ownerReferences ?? []).filter(({ uid }) => uid !== ownerUid)
    if (metadata.ownerReferences.length === 0) delete metadata.ownerReferences
  })
}

function dropFinalizer(life: Life, resource: Resource, owner: KubeObject, finalizer: string): void {
  life.store.mutate(resource, placeOf(owner), ({ metadata }) => {
    metadata.finalizers = (metadata.finalizers ?? []).filter((it) => it !== finalizer)
    if (metadata.finalizers.length === 0) delete metadata.finalizers
  })
}
