import type { HistoryEntry } from '../bot/health/history.ts'
import type { View } from '../bot/view.ts'
import { age } from '../core/duration.ts'
import type { ObjectRef } from '../core/kube.ts'
import { section } from './blocks.ts'
import { counted } from './nouns.ts'
import { textTable } from './table.ts'
import { code, md, plain } from './text.ts'

/** One row a revision, oldest first; the one that runs is marked. */
export function historyView(entries: readonly HistoryEntry[], ref: ObjectRef, now: number): View {
  const name = `${ref.kind.toLowerCase()}/${ref.name}`
  const amount = entries.length === 0 ? 'No revisions' : counted(entries.length, 'revision')
  const current = entries.find((entry) => entry.current)
  const running = current ? `, now ${current.revision}` : ''
  return {
    text: plain(`${amount} of ${name}${running}`),
    blocks: [section(md`${amount} of ${code(name)}${running}`)],
    ...(entries.length === 0
      ? {}
      : {
          body: {
            title: `history of ${name}`,
            filename: `${ref.name}-history.txt`,
            lines: textTable(
              [{ name: 'Revision' }, { name: 'Images' }, { name: 'Cause' }, { name: 'Age' }],
              entries.map((entry) => [
                `${entry.revision}${entry.current ? ' (now)' : ''}`,
                entry.images.join(', '),
                entry.cause,
                entry.since === 0 ? '' : age(now - entry.since),
              ]),
            ),
            headerLines: 1,
          },
        }),
  }
}
