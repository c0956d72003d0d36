import { ApiError } from '../store/errors.ts'
import { resourceOf } from '../store/resources.ts'
import type { KubeObject } from '../store/types.ts'
import type { Life } from './life.ts'
import { placeOf, type Place } from './objects.ts'
import type { Kind } from './types.ts'

/** Level-based: a change only names what to look at again; the answer may ask to look once more later. */
export interface Controller {
  /** For each kind that matters, the places to look at again when one of its objects changes. */
  readonly watches: Partial<Record<Kind, (object: KubeObject) => readonly Place[]>>
  /** Brings one object nearer to what it should be; a number asks to look again in so many milliseconds. */
  reconcile(at: Place): number | undefined
}

/** Runs a controller over everything that exists and everything that changes; returns its end. */
export function startController(life: Life, controller: Controller): () => void {
  const { store, clock } = life
  const dirty = new Map<string, Place>()
  const alarms = new Map<string, () => void>()
  let cancelDrain: (() => void) | undefined
  const stops = Object.entries(controller.watches).map(([kind, placesOf]) => {
    const resource = resourceOf(kind)
    for (const object of store.list(resource)) placesOf(object).forEach(enqueue)
    return store.watch(resource, store.revision(), ({ object }) => placesOf(object).forEach(enqueue))
  })

  function enqueue(at: Place): void {
    dirty.set(keyOf(at), at)
    cancelDrain ??= clock.after(0, drain)
  }

  function drain(): void {
    const round = [...dirty]
    dirty.clear()
    cancelDrain = undefined
    for (const [key, at] of round) look(key, at)
  }

  function look(key: string, at: Place): void {
    alarms.get(key)?.()
    alarms.delete(key)
    const again = reconciled(controller, at)
    if (again === undefined) return
    alarms.set(
      key,
      clock.after(again, () => {
        alarms.delete(key)
        enqueue(at)
      }),
    )
  }

  return () => {
    for (const stop of stops) stop()
    for (const cancel of alarms.values()) cancel()
    cancelDrain?.()
  }
}

/** What loses a race, say against the garbage of a namesake, is tried again a little later. */
function reconciled(controller: Controller, at: Place): number | undefined {
  try {
    return controller.reconcile(at)
  } catch (error) {
    if (error instanceof ApiError && error.code === 409) return conflictPauseMs
    throw error
  }
}

const conflictPauseMs = 200

/** Looks at the changed object itself. */
export function itself(object: KubeObject): readonly Place[] {
  return [placeOf(object)]
}

/** Looks at the owner of the changed object. */
export function ownerOfKind(kind: Kind): (object: KubeObject) => readonly Place[] {
  return ({ metadata }) =>
    (metadata.ownerReferences ?? [])
      .filter((owner) => owner.controller && owner.kind === kind)
      .map((owner) => ({ namespace: metadata.namespace, name: owner.name }))
}

function keyOf({ namespace, name }: Place): string {
  return `${namespace ?? ''}/${name}`
}
