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
  readonly footer: Omit<Footer, 'snapshotId' | 'mayPost' | 'postedBy'>
}

/**
 * Makes a message of a result. Lines are filtered, redacted and stored once; pages, posts and files come from that
 * copy, so that nothing is ever run again for them. Whoever has more to write in the same commit says how it is kept.
 */
export async function answerWith(
  parts: Parts,
  { view, grep, person, door, footer }: Result,
  keep: (snapshot: Snapshot | null) => Promise<void> = async (snapshot) => {
    if (snapshot) await parts.store.snapshots.put(snapshot)
  },
): Promise<Message> {
  const mayPost = door === 'slash'
  if (!view.body) {
    await keep(null)
    return parts.voice.view(view, { ...footer, snapshotId: null, mayPost: false, postedBy: null })
  }
  const snapshot = snapshotOf(parts, filtered(view.body, grep), { owner: person, where: whereOf(footer) })
  await keep(snapshot)
  const page = { number: 0, head: view.blocks, text: view.text }
  return parts.voice.page(snapshot, page, {
    ...footer,
    snapshotId: snapshot.id,
    mayPost,
    postedBy: null,
  })
}

function filtered(body: Body, grep: Words['grep']): Body {
  if (!grep) return body
  const head = body.lines.slice(0, body.headerLines)
  const lines = filterLines(body.lines.slice(body.headerLines), grep, false)
  const total = body.lines.length - body.headerLines
  return {
    ...body,
    title: `${body.title} (${lines.length} of ${total} lines match)`,
    lines: [...head, ...lines],
  }
}

function snapshotOf(
  { ids, clock }: Parts,
  { title, filename, lines, headerLines }: Body,
  { owner, where }: { owner: PersonRef; where: string },
): Snapshot {
  return {
    id: ids.long(),
    owner,
    title: redact(title),
    filename,
    text: redact(lines.join('\n')),
    headerLines,
    where,
    createdAt: clock.now(),
  }
}

/** An old answer stays an old answer on every page of it. */
function whereOf({ where, ageMs }: Pick<Footer, 'where' | 'ageMs'>): string {
  return ageMs === null ? where : `${where} · ${duration(ageMs)} old when it was read`
}
