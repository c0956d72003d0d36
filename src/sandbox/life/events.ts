import type { Clock, KubeObject } from '../store/types.ts'
import { placeOf, type Objects, type Place } from './objects.ts'
import { toMicroTime, toTime } from '../store/time.ts'
import type { Event, InvolvedObject } from './types.ts'

const KEPT = 60 * 60_000
const SCHEDULER = 'default-scheduler'

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
    const { container, type, reason, message, source } = happening
    const key = JSON.stringify([about.metadata.uid, container, type, reason, message, source])
    const known = recent.get(key)
    if (known && objects.mutate('Event', known, (event) => count(event, clock.now()))) return
    sequence += 1
    const created = objects.create('Event', {
      metadata: { name: `${about.metadata.name}.${(clock.now() * 1000 + sequence).toString(16)}`, namespace },
      involvedObject: involved(about, container),
      type,
      reason,
      message,
      reportingComponent: source,
      ...(source === SCHEDULER ? modern(happening, clock.now()) : classic(happening, clock.now())),
    })
    recent.set(key, placeOf(created))
  }

  function sweep(): void {
    cancelSweep = clock.after(60_000, sweep)
    for (const event of objects.list('Event')) {
      if (clock.now() - lastSeen(event) > KEPT) objects.delete('Event', placeOf(event))
    }
    for (const [key, at] of recent) if (!objects.get('Event', at)) recent.delete(key)
  }

  return { record, stop: () => cancelSweep() }
}

type Manner = Pick<
  Event,
  'count' | 'firstTimestamp' | 'lastTimestamp' | 'eventTime' | 'action' | 'source' | 'reportingInstance'
>

function classic({ source, host }: Happening, now: number): Manner {
  return {
    count: 1,
    firstTimestamp: toTime(now),
    lastTimestamp: toTime(now),
    source: { component: source, ...(host ? { host } : {}) },
    reportingInstance: host ?? '',
  }
}

/** The scheduler speaks events.k8s.io: in core/v1 such an event has neither count nor first and last time. */
function modern({ reason }: Happening, now: number): Manner {
  return {
    action: reason === 'Scheduled' ? 'Binding' : 'Scheduling',
    eventTime: toMicroTime(now),
    source: {},
    reportingInstance: `${SCHEDULER}-sandbox`,
  }
}

function count(event: Event, now: number): void {
  if (event.eventTime) {
    event.series = { count: (event.series?.count ?? 1) + 1, lastObservedTime: toMicroTime(now) }
    return
  }
  event.count = (event.count ?? 0) + 1
  event.lastTimestamp = toTime(now)
}

function lastSeen({ series, lastTimestamp, eventTime }: Event): number {
  return Date.parse(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? '')
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
