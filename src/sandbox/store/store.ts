import { randomInt, randomUUID } from 'node:crypto'
import { applyDefaults } from './defaults.ts'
import { alreadyExists, conflict, notFound, wrongUid } from './errors.ts'
import { digList, freeze, sameJson } from './json.ts'
import { markDeleted } from './deletion.ts'
import { byPath } from './resources.ts'
import { settle, toTime } from './time.ts'
import type { ChangeType, Clock, KubeObject, ObjectStore, Resource } from './types.ts'
import { createWindow, type ChangeWindow } from './window.ts'

interface Table {
  readonly objects: Map<string, KubeObject>
  readonly window: ChangeWindow
}

interface StoreOptions {
  readonly clock: Clock
  readonly defaults?: (resource: Resource, object: KubeObject) => void
  /** How many changes of a resource a watch can at least go back. */
  readonly window?: number
}

/**
 * Objects in memory with the manners of Kubernetes' storage: one revision for everything, optimistic
 * concurrency, generations, finalizers, graceful deletion and a bounded window of changes to watch from.
 * What it hands out is frozen and shared, except for `get`, `create` and `update`, which give copies.
 */
export function createStore({ clock, defaults = applyDefaults, window = 5000 }: StoreOptions): ObjectStore {
  let revision = 1
  const tables = new Map<string, Table>()

  const tableOf = ({ group, plural }: Resource): Table => {
    const key = `${group}/${plural}`
    const table = tables.get(key) ?? { objects: new Map(), window: createWindow(window) }
    tables.set(key, table)
    return table
  }

  const record = (resource: Resource, type: ChangeType, object: KubeObject): KubeObject => {
    const table = tableOf(resource)
    const key = keyOf(resource, object.metadata.namespace, object.metadata.name)
    const previous = table.objects.get(key)
    revision += 1
    object.metadata.resourceVersion = String(revision)
    freeze(object)
    if (type === 'DELETED') table.objects.delete(key)
    else table.objects.set(key, object)
    table.window.push({ type, object, revision, ...(previous === undefined ? {} : { previous }) })
    return object
  }

  const find = (resource: Resource, namespace: string | undefined, name: string) =>
    tableOf(resource).objects.get(keyOf(resource, namespace, name))

  const store: ObjectStore = {
    revision: () => String(revision),

    get(resource, namespace, name) {
      const found = find(resource, namespace, name)
      return found === undefined ? undefined : structuredClone(found)
    },

    list(resource, namespace) {
      const all = [...tableOf(resource).objects.values()]
      if (namespace === undefined || !resource.namespaced) return all
      return all.filter((object) => object.metadata.namespace === namespace)
    },

    create(resource, input, options = {}) {
      const object = settle(input)
      const meta = object.metadata
      if (!meta.name) meta.name = `${meta.generateName ?? ''}${suffix()}`
      if (!resource.namespaced) delete meta.namespace
      if (find(resource, meta.namespace, meta.name) !== undefined) throw alreadyExists(resource, meta.name)
      meta.uid = randomUUID()
      meta.creationTimestamp = toTime(clock.now())
      delete meta.deletionTimestamp
      delete meta.deletionGracePeriodSeconds
      delete meta.generation
      if (hasGeneration(object)) meta.generation = 1
      // Nodes report themselves with their status; everything else starts without one, or with an empty one.
      if (resource.subresources.includes('status') && resource.kind !== 'Node') {
        if (byPath(resource.group, resource.version, resource.plural) === undefined) delete object.status
        else object.status = {}
      }
      defaults(resource, object)
      if (options.dryRun === true) return object
      return structuredClone(record(resource, 'ADDED', object))
    },

    update(resource, input, options = {}) {
      const { namespace, name, resourceVersion, uid } = input.metadata
      const current = find(resource, namespace, name)
      if (current === undefined) throw notFound(resource, name)
      if (uid && uid !== current.metadata.uid) throw wrongUid(resource, name, uid, current.metadata.uid)
      if (resourceVersion && resourceVersion !== current.metadata.resourceVersion)
        throw conflict(resource, name)
      const object = settle(input)
      keepSystemFields(object, current)
      defaults(resource, object)
      if (sameJson(object, current)) return structuredClone(current)
      if (current.metadata.generation !== undefined && !sameJson(object.spec, current.spec)) {
        object.metadata.generation = current.metadata.generation + 1
      }
      if (options.dryRun === true) return object
      return structuredClone(record(resource, deletionIsDone(object) ? 'DELETED' : 'MODIFIED', object))
    },

    mutate(resource, at, change) {
      const object = store.get(resource, at.namespace, at.name)
      if (object === undefined) return undefined
      return change(object) === false ? object : store.update(resource, object)
    },

    delete(resource, at, options = {}) {
      const current = find(resource, at.namespace, at.name)
      if (current === undefined) throw notFound(resource, at.name)
      const object = structuredClone(current)
      const changed = markDeleted(object, options, clock.now())
      const done = deletionIsDone(object)
      if (options.dryRun !== true && (changed || done))
        record(resource, done ? 'DELETED' : 'MODIFIED', object)
      return done ? undefined : structuredClone(object)
    },

    remove(resource, at) {
      const current = find(resource, at.namespace, at.name)
      if (current === undefined) return
      store.delete(resource, at, { gracePeriodSeconds: 0 })
    },

    watch(resource, after, onChange) {
      return tableOf(resource).window.follow(after === '' ? revision : Number(after), onChange)
    },
  }
  return store
}

const keyOf = (resource: Resource, namespace: string | undefined, name: string): string =>
  resource.namespaced ? `${namespace ?? ''}/${name}` : name

const alphabet = 'bcdfghjklmnpqrstvwxz2456789'
const suffix = (): string => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')

const withoutGeneration = new Set(
  'Namespace Node Service PersistentVolume PersistentVolumeClaim ResourceQuota LimitRange Lease'.split(' '),
)

const hasGeneration = ({ kind, spec }: KubeObject): boolean =>
  spec !== undefined && !withoutGeneration.has(kind)

const systemFields = [
  ...(['uid', 'creationTimestamp', 'generation', 'resourceVersion'] as const),
  ...(['deletionTimestamp', 'deletionGracePeriodSeconds', 'generateName'] as const),
] as const

function keepSystemFields(object: KubeObject, current: KubeObject): void {
  for (const field of systemFields) delete object.metadata[field]
  const kept = systemFields.flatMap((field) =>
    current.metadata[field] === undefined ? [] : [[field, current.metadata[field]]],
  )
  Object.assign(object.metadata, Object.fromEntries(kept))
}

function deletionIsDone({ metadata, spec, kind }: KubeObject): boolean {
  if (metadata.deletionTimestamp === undefined || (metadata.deletionGracePeriodSeconds ?? 0) > 0) return false
  if (kind === 'Namespace' && digList(spec, 'finalizers').length > 0) return false
  return (metadata.finalizers ?? []).length === 0
}
