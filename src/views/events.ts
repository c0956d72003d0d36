import type { EventGroup } from '../bot/health/events.ts'
import type { View } from '../bot/view.ts'
import { age, duration } from '../core/duration.ts'
import type { ObjectRef } from '../core/kube.ts'
import { section } from './blocks.ts'
import { counted } from './nouns.ts'
import { textTable } from './table.ts'
import { code, md, plain } from './text.ts'

interface Found {
  readonly groups: readonly EventGroup[]
  readonly now: number
}

interface Asked {
  readonly about: ObjectRef | null
  readonly namespace: string | null
  readonly since?: number | undefined
  readonly where: string
}

/** One row for each reason and object, the newest last. */
export function eventsView({ groups, now }: Found, { about, namespace, since, where }: Asked): View {
  const warnings = groups.filter(({ type }) => type === 'Warning').length
  const counts =
    groups.length === 0
      ? 'No events'
      : `${groups.length} ${groups.length === 1 ? 'event' : 'different events'}`
  const said = `${counts}${warnings > 0 ? `, ${counted(warnings, 'warning')}` : ''}`
  const within = since === undefined ? '' : ` in the last ${duration(since)}`
  const subject = about ? `${about.kind.toLowerCase()}/${about.name}` : null
  const head = subject ? md`${said} about ${code(subject)}` : md`${said}`
  const everywhere = namespace === null
  return {
    text: plain(`${said}${subject ? ` about ${subject}` : ''} in ${where}${within}`),
    blocks: [section(md`${head} in ${code(where)}${within}`)],
    ...(groups.length === 0
      ? {}
      : {
          body: {
            title: `events in ${where}`,
            filename: 'events.txt',
            lines: textTable(
              [...(everywhere ? [{ name: 'Namespace' }] : []), ...columns],
              groups.map((group) => [...(everywhere ? [group.namespace] : []), ...cells(group, now)]),
            ),
            headerLines: 1,
          },
        }),
  }
}

const columns = ['Last', 'Type', 'Reason', 'Count', 'Object', 'Message'].map((name) => ({ name }))

function cells({ last, type, reason, count, object, message }: EventGroup, now: number): readonly string[] {
  return [age(now - last), type, reason, String(count), object, message]
}
