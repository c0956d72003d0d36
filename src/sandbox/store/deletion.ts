import { digNumber, digText, isRecord } from './json.ts'
import { toTime } from './time.ts'
import type { DeleteOptions, KubeObject } from './types.ts'

/** Marks an object as being deleted, in place; false when it already was and nothing becomes stricter. */
export function markDeleted(object: KubeObject, options: DeleteOptions, now: number): boolean {
  const meta = object.metadata
  const grace = graceOf(object, options)
  if (meta.deletionTimestamp !== undefined) {
    if (grace >= (meta.deletionGracePeriodSeconds ?? 0)) return false
    meta.deletionGracePeriodSeconds = grace
    meta.deletionTimestamp = toTime(now + grace * 1000)
    return true
  }
  meta.deletionTimestamp = toTime(now + grace * 1000)
  // A namespace has no grace: it stays until its content is gone.
  if (object.kind !== 'Namespace') meta.deletionGracePeriodSeconds = grace
  if (meta.generation !== undefined) meta.generation += 1
  const waitsFor = propagationFinalizer(options)
  if (waitsFor !== undefined) meta.finalizers = [...new Set([...(meta.finalizers ?? []), waitsFor])]
  if (object.kind === 'Namespace' && isRecord(object.status)) object.status['phase'] = 'Terminating'
  return true
}

/** Only a pod whose containers may still run gets time to end; the sooner of two deletions wins. */
function graceOf({ kind, spec, status, metadata }: KubeObject, options: DeleteOptions): number {
  if (kind !== 'Pod' || digText(spec, 'nodeName') === undefined) return 0
  if (['Succeeded', 'Failed'].includes(digText(status, 'phase') ?? '')) return 0
  return (
    options.gracePeriodSeconds ??
    metadata.deletionGracePeriodSeconds ??
    digNumber(spec, 'terminationGracePeriodSeconds') ??
    30
  )
}

function propagationFinalizer({ propagationPolicy }: DeleteOptions): string | undefined {
  if (propagationPolicy === 'Foreground') return 'foregroundDeletion'
  return propagationPolicy === 'Orphan' ? 'orphan' : undefined
}
