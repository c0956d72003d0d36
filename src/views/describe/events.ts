import type { EventGroup } from '../../bot/health/events.ts'
import { age } from '../../core/duration.ts'

const most = 15

/** `Warning  BackOff  x12  3m ago  pod/api-1: …`, at most fifteen. */
export function eventLines(events: readonly EventGroup[], now: number): readonly string[] {
  const shown = events.slice(0, most).map((event) => eventLine(event, now))
  const hidden = events.length - shown.length
  return hidden > 0 ? [...shown, `and ${hidden} more`] : shown
}

function eventLine({ type, reason, count, last, object, message }: EventGroup, now: number): string {
  const times = count > 1 ? ` x${count}` : ''
  return `${type} ${reason}${times}, ${age(now - last)} ago, ${object}: ${message}`
}
