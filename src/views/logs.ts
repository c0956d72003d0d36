import type { LogPick } from '../bot/health/pick-pod.ts'
import type { View } from '../bot/view.ts'
import { duration } from '../core/duration.ts'
import { context, section } from './blocks.ts'
import { counted } from './nouns.ts'
import { code, md, plain } from './text.ts'

interface Found {
  readonly text: string
  /** The cluster stopped at the size limit. */
  readonly cut: boolean
  readonly pick: LogPick
}

interface Asked {
  readonly previous: boolean
  readonly tail: number
  readonly since?: number | undefined
}

/** Log lines, under one line that says whose they are. */
export function logsView({ text, cut, pick }: Found, { previous, tail, since }: Asked): View {
  const { ref, container, choice } = pick
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const within = since === undefined ? '' : ` of the last ${duration(since)}`
  const amount = lines.length === 0 ? 'No lines' : counted(lines.length, 'line')
  const notes = [
    ...(choice === '' ? [] : [`pod ${choice}`]),
    ...(previous ? ['before its last restart'] : []),
    ...(lines.length >= tail && tail > 0 ? ['there may be more: --tail'] : []),
    ...(cut ? ['cut at 1 MiB: narrow it with --tail or --since'] : []),
  ]
  return {
    text: plain(`${amount}${within} from ${ref.name}/${container}`),
    blocks: [
      section(md`${amount}${within} from ${code(container)} in pod ${code(ref.name)}`),
      ...(notes.length > 0 ? [context(md`${notes.join(' · ')}`)] : []),
    ],
    ...(lines.length > 0
      ? {
          body: {
            title: `logs of ${ref.name}/${container}`,
            filename: `${ref.name}-${container}.log`,
            lines,
            headerLines: 0,
          },
        }
      : {}),
  }
}
