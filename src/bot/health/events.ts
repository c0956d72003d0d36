import { z } from 'zod'
import type { KubeObject } from '../../core/kube.ts'

/** What we read of a core/v1 event; old and new writers fill different fields. */
const Event = z.looseObject({
  metadata: z.looseObject({ namespace: z.string().default(''), creationTimestamp: z.string().nullish() }),
  involvedObject: z
    .looseObject({
      kind: z.string().default(''),
      name: z.string().default(''),
      namespace: z.string().default(''),
    })
    .prefault({}),
  type: z.string().default('Normal'),
  reason: z.string().default(''),
  message: z.string().default(''),
  count: z.int().nullish(),
  series: z.looseObject({ count: z.int().default(1), lastObservedTime: z.string().optional() }).nullish(),
  firstTimestamp: z.string().nullish(),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
})

/** The same thing said again and again of one object. */
export interface EventGroup {
  readonly type: string
  readonly reason: string
  /** `pod/api-1`. */
  readonly object: string
  readonly namespace: string
  readonly count: number
  /** Epoch ms of the last time. */
  readonly last: number
  /** As it was said last. */
  readonly message: string
}

/** Groups events by reason and object; the newest group is last. */
export function groupEvents(objects: readonly KubeObject[]): readonly EventGroup[] {
  const groups = new Map<string, EventGroup>()
  for (const one of objects.map(groupOf)) {
    if (!one) continue
    const key = [one.type, one.reason, one.namespace, one.object].join('\n')
    const before = groups.get(key)
    groups.set(key, before ? joined(before, one) : one)
  }
  return [...groups.values()].toSorted((a, b) => a.last - b.last)
}

/** Warnings first, then the newest first: for somebody who wants to know what is wrong. */
export function worstFirst(groups: readonly EventGroup[]): readonly EventGroup[] {
  return groups.toSorted(
    (a, b) => Number(b.type === 'Warning') - Number(a.type === 'Warning') || b.last - a.last,
  )
}

function groupOf(object: KubeObject): EventGroup | undefined {
  const parsed = Event.safeParse(object)
  if (!parsed.success) return undefined
  const { metadata, involvedObject, type, reason, message, count, series, ...times } = parsed.data
  const said = [series?.lastObservedTime, times.lastTimestamp, times.eventTime, times.firstTimestamp]
  const last = [...said, metadata.creationTimestamp]
    .map((time) => Date.parse(time ?? ''))
    .find(Number.isFinite)
  return {
    type,
    reason,
    object: `${involvedObject.kind.toLowerCase()}/${involvedObject.name}`,
    namespace: involvedObject.namespace || metadata.namespace,
    count: series?.count ?? count ?? 1,
    last: last ?? 0,
    message: message.replace(/\s+/g, ' ').trim(),
  }
}

function joined(a: EventGroup, b: EventGroup): EventGroup {
  const newest = b.last >= a.last ? b : a
  return { ...newest, count: a.count + b.count }
}
