import { resources } from '../store/resources.ts'
import type { Change, KubeObject, ObjectStore, OwnerReference, Resource } from '../store/types.ts'

export interface Dependent {
  readonly resource: Resource
  readonly namespace: string | undefined
  readonly name: string
  readonly uid: string
}

/** Who depends on whom, kept current by watching every kind: a list per lookup would be quadratic. */
export function ownersIndex(store: ObjectStore) {
  const byOwner = new Map<string, Map<string, Dependent>>()
  const ownersOfUid = new Map<string, readonly string[]>()
  const stops = resources.map((resource) => {
    for (const object of store.list(resource)) place(resource, object)
    return store.watch(resource, store.revision(), (change) => follow(resource, change))
  })

  function follow(resource: Resource, { type, object }: Change): void {
    forget(object.metadata.uid)
    if (type !== 'DELETED') place(resource, object)
  }

  function forget(uid: string): void {
    for (const owner of ownersOfUid.get(uid) ?? []) {
      const dependents = byOwner.get(owner)
      dependents?.delete(uid)
      if (dependents?.size === 0) byOwner.delete(owner)
    }
    ownersOfUid.delete(uid)
  }

  function place(resource: Resource, { metadata }: KubeObject): void {
    const owners = (metadata.ownerReferences ?? []).map((owner) => owner.uid)
    if (owners.length === 0) return
    const { namespace, name, uid } = metadata
    ownersOfUid.set(uid, owners)
    for (const owner of owners) {
      const dependents = byOwner.get(owner) ?? new Map<string, Dependent>()
      byOwner.set(owner, dependents.set(uid, { resource, namespace, name, uid }))
    }
  }

  return {
    dependents: (ownerUid: string): readonly Dependent[] => [...(byOwner.get(ownerUid)?.values() ?? [])],
    stop: () => stops.forEach((stop) => stop()),
  }
}

/** The reference with which a controller marks what it made. */
export function controlledBy(owner: KubeObject): OwnerReference {
  const { name, uid } = owner.metadata
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  }
}

/** The owner that manages an object, if one does. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller)
}
