import type { KnownBlock, SectionBlock } from '@slack/types'
import type { Message } from '../../bot/message.ts'
import type { Snapshot } from '../../bot/store.ts'
import type { View } from '../../bot/view.ts'
import type { Footer, Page } from '../../bot/voice.ts'
import { duration } from '../../core/duration.ts'
import { pagesOf, type TextPage } from '../../core/pages.ts'
import { actions, button, codeBlock, context, section } from '../blocks.ts'
import { md, mention, plain } from '../text.ts'
import { clip } from './clip.ts'

/** A result without pages: its blocks, and lines that fit. */
export function view({ text, blocks, body }: View, footer: Footer): Message {
  const [lines] = body ? pagesOf(body.lines.join('\n'), body.headerLines) : []
  return {
    text,
    blocks: [...blocks, ...(lines ? textBlocks(lines) : []), ...footerBlocks(footer, null)],
  }
}

/** One page of a stored result; a number beyond the last page is the last page. */
export function page(snapshot: Snapshot, { number, head, text, note }: Page, footer: Footer): Message {
  const pages = pagesOf(snapshot.text, snapshot.headerLines)
  const index = Math.min(Math.max(0, number), pages.length - 1)
  const shown = pages[index] ?? pages[0]
  return {
    text: text ?? plain(snapshot.title),
    blocks: [
      ...(head.length > 0 ? head : [section(md`*${clip(snapshot.title, 500)}*`)]),
      ...(note === null ? [] : [context(md`${clip(note, 500)}`)]),
      ...textBlocks(shown),
      ...(pages.length > 1 ? [whereInText(shown, { index, count: pages.length }, footer.snapshotId)] : []),
      ...footerBlocks(footer, index),
    ],
  }
}

function textBlocks({ text }: TextPage): readonly KnownBlock[] {
  return [text === '' ? section(md`_Nothing to show._`) : codeBlock(text)]
}

/** Two buttons of one block may not share an action id: the way on stands beside the count, the way back below. */
function whereInText(
  { first, last, total }: TextPage,
  { index, count }: { index: number; count: number },
  snapshotId: string | null,
): SectionBlock {
  const where = md`Page ${index + 1} of ${count} · lines ${first}–${last} of ${total}`
  if (snapshotId === null || index + 1 >= count) return section(where)
  return section(where, button({ text: '▶ Next', action: 'rm:page', value: `${snapshotId}:${index + 1}` }))
}

function footerBlocks(
  { where, requestId, ageMs, snapshotId, mayPost, postedBy }: Footer,
  index: number | null,
): readonly KnownBlock[] {
  const age = ageMs === null ? [] : [md`⚠ The cluster does not answer now: this is ${duration(ageMs)} old.`]
  const by = postedBy === null ? [] : [md`posted by ${mention(postedBy)}`]
  const small = context(...age, ...by, md`${where}`, md`${requestId}`)
  if (snapshotId === null) return [small]
  const at = `${snapshotId}:${index ?? 0}`
  const buttons = [
    ...(index !== null && index > 0
      ? [button({ text: '◀ Previous', action: 'rm:page', value: `${snapshotId}:${index - 1}` })]
      : []),
    ...(mayPost ? [button({ text: 'Post here', action: 'rm:post', value: at })] : []),
    button({ text: 'Send me the file', action: 'rm:file', value: at }),
  ]
  return [small, actions(buttons)]
}
