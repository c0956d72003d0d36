import { resources } from '../store/resources.ts'
import type { KubeObject, ObjectStore, Resource } from '../store/types.ts'

/** The newest of everything by its place, uncopied: controllers look far more often than they change. */
export function mirrorOf(store: ObjectStore) {
  const byPlace = new Map<string, KubeObject>()
  const stops = resources.map((resource) => {
    for (const object of store.list(resource)) byPlace.set(keyOf(resource, object.metadata), object)
    return store.watch(resource, store.revision(), ({ type, object }) => {
      const key = keyOf(resource, object.metadata)
      if (type === 'DELETED') byPlace.delete(key)
      else byPlace.set(key, object)
    })
  })
  return {
    find: (resource: Resource, at: { namespace?: string | undefined; name: string }) =>
      byPlace.get(keyOf(resource, at)),
    stop: () => stops.forEach((stop) => stop()),
  }
}

function keyOf(
  { group, plural, namespaced }: Resource,
  at: { namespace?: string | undefined; name: string },
): string {
  return `${group}/${plural}/${namespaced ? (at.namespace ?? '') : ''}/${at.name}`
}
