import type { Asked } from '../core/access.ts'
import { duration } from '../core/duration.ts'
import { filterLines } from '../core/select.ts'
import { redact } from '../core/redact.ts'
import type { Words } from '../core/words.ts'
import type { PersonRef } from '../core/approval.ts'
import type { Message } from './message.ts'
import type { Parts } from './services.ts'
import type { Snapshot } from './store.ts'
import type { Body, View } from './view.ts'
import type { Footer } from './voice.ts'

interface Result {
  readonly view: View
  readonly grep: Words['grep']
  readonly person: PersonRef
  readonly door: 'slash' | 'mention' | 'direct'
  readonly asked: Asked
  readonly footer: Omit<Footer, 'snapshotId' | 'mayPost' | 'postedBy'>
}

/**
 * Makes a message of a result. Lines are filtered, redacted and stored once; pages, posts and files come from that
 * copy, so that nothing is ever run again for them. Whoever has more to write in the same commit says how it is kept.
 */
export async function answerWith(
  parts: Parts,
  { view, grep, person, door, asked, footer }: Result,
  keep: (snapshot: Snapshot | null) => Promise<void> = async (snapshot) => {
    if (snapshot) await parts.store.snapshots.put(snapshot)
  },
): Promise<Message> {
  const mayPost = door === 'slash'
  if (!view.body) {
    await keep(null)
    if (grep) return parts.voice.sentence('This answer has no lines to filter: type it without grep.')
    return parts.voice.view(view, { ...footer, snapshotId: null, mayPost: false, postedBy: null })
  }
  const where = whereOf(footer)
  const snapshot = snapshotOf(parts, view.body, { owner: person, where, asked, grep })
  await keep(snapshot)
  const page = { number: 0, head: view.blocks, text: view.text, note: grep ? snapshot.title : null }
  return parts.voice.page(snapshot, page, {
    ...footer,
    snapshotId: snapshot.id,
    mayPost,
    postedBy: null,
  })
}

/**
 * Redacted as a whole before anything is left out: a secret is often known only by the line above it, and a filter
 * over what is not shown would answer guesses.
 */
function snapshotOf(
  { ids, clock }: Parts,
  { title, filename, lines, headerLines }: Body,
  { grep, ...kept }: Pick<Snapshot, 'owner' | 'where' | 'asked'> & Pick<Result, 'grep'>,
): Snapshot {
  const clean = redact(lines.join('\n')).split('\n')
  const found = filterLines(clean.slice(headerLines), grep, false)
  const count = grep ? ` (${found.length} of ${clean.length - headerLines} lines match)` : ''
  return {
    id: ids.long(),
    ...kept,
    title: `${redact(title)}${count}`,
    filename,
    text: [...clean.slice(0, headerLines), ...found].join('\n'),
    headerLines,
    createdAt: clock.now(),
  }
}

/** An old answer stays an old answer on every page of it. */
function whereOf({ where, ageMs }: Pick<Footer, 'where' | 'ageMs'>): string {
  return ageMs === null ? where : `${where} · ${duration(ageMs)} old when it was read`
}
