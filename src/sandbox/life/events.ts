import type { Clock, KubeObject } from '../store/types.ts'
import { placeOf, type Objects, type Place } from './objects.ts'
import { toTime } from '../store/time.ts'
import type { Event, InvolvedObject } from './types.ts'

const KEPT = 60 * 60_000

export interface Happening {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  readonly source: string
  readonly host?: string | undefined
  readonly container?: string
}

export type Recorder = (about: KubeObject, happening: Happening) => void

/** Records events as a client of Kubernetes does: the same thing again only counts up; after an hour it is gone. */
export function eventRecorder(objects: Objects, clock: Clock): { record: Recorder; stop: () => void } {
  const recent = new Map<string, Place>()
  let cancelSweep = clock.after(60_000, sweep)
  let sequence = 0

  function record(about: KubeObject, happening: Happening): void {
    const namespace = about.metadata.namespace ?? 'default'
    const home = objects.get('Namespace', { name: namespace })
    // A namespace that is going away accepts nothing new.
    if (!home || home.metadata.deletionTimestamp) return
    const { container, type, reason, message, source, host } = happening
    const key = JSON.stringify([about.metadata.uid, container, type, reason, message, source])
    const known = recent.get(key)
    const now = toTime(clock.now())
    if (known && objects.mutate('Event', known, (event) => count(event, now))) return
    sequence += 1
    const created = objects.create('Event', {
      metadata: { name: `${about.metadata.name}.${(clock.now() * 1000 + sequence).toString(16)}`, namespace },
      involvedObject: involved(about, container),
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component: source, ...(host ? { host } : {}) },
      reportingComponent: source,
      reportingInstance: host ?? '',
    })
    recent.set(key, placeOf(created))
  }

  function sweep(): void {
    cancelSweep = clock.after(60_000, sweep)
    for (const event of objects.list('Event')) {
      if (clock.now() - Date.parse(event.lastTimestamp) > KEPT) objects.delete('Event', placeOf(event))
    }
    for (const [key, at] of recent) if (!objects.get('Event', at)) recent.delete(key)
  }

  return { record, stop: () => cancelSweep() }
}

function count(event: Event, now: string): void {
  event.count += 1
  event.lastTimestamp = now
}

function involved(about: KubeObject, container: string | undefined): InvolvedObject {
  const { namespace, name, uid, resourceVersion } = about.metadata
  return {
    apiVersion: about.apiVersion,
    kind: about.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    resourceVersion,
    ...(container === undefined ? {} : { fieldPath: `spec.containers{${container}}` }),
  }
}
