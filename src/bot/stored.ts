import { decide } from '../core/access.ts'
import type { Account } from '../core/person.ts'
import type { Click } from './doors.ts'
import type { Message } from './message.ts'
import { inviteMe } from './shared-place.ts'
import { refuse } from './refuse.ts'
import type { Parts } from './services.ts'
import type { Snapshot } from './store.ts'

/** What the buttons under a result do with its stored copy. Only the person who asked for it may press them. */
export async function pressStored(parts: Parts, click: Click, account: Account): Promise<Pressed> {
  const { voice, store, clock } = parts
  const [id = '', number = '0'] = click.value.split(':')
  const snapshot = await store.snapshots.get(id)
  if (!snapshot) return answer(voice.sentence('This result is not kept any more: type the line again.'))
  const { owner } = snapshot
  if (owner.user !== click.person.user || owner.team !== click.person.team) {
    return answer(
      voice.sentence('This result belongs to the person who asked for it: type the line yourself.'),
    )
  }
  const ask = { ...snapshot.asked, replicas: null }
  const decision = decide(parts.policy(), account, click.place, ask)
  if (decision.kind === 'deny') {
    const { person, id: requestId } = click
    const line = `${click.action} ${snapshot.title}`
    return answer(await refuse(parts, { requestId, person, ask, line, denial: decision.denial }))
  }
  switch (click.action) {
    case 'rm:page':
      return { kind: 'replace', message: page(parts, snapshot, click, Number(number)) }
    case 'rm:file': {
      const { filename, title, text: content } = snapshot
      await store.outbox.put({ kind: 'file', user: account.user, filename, title, content }, clock.now())
      parts.wake()
      return answer(voice.sentence('The file is on its way to your direct messages.'))
    }
    case 'rm:post':
      return answer(await post(parts, snapshot, { click, account, number: Number(number) || 0 }))
    default:
      return answer(voice.sentence('I do not know this button. Nothing was done.'))
  }
}

export type Pressed = { readonly kind: 'answer' | 'replace'; readonly message: Message }

function answer(message: Message): Pressed {
  return { kind: 'answer', message }
}

function page({ voice }: Parts, snapshot: Snapshot, { id, place }: Click, number: number): Message {
  const footer = {
    where: snapshot.where,
    requestId: id,
    ageMs: null,
    snapshotId: snapshot.id,
    mayPost: !place.direct,
    postedBy: null,
  }
  return voice.page(
    snapshot,
    { number: Number.isSafeInteger(number) ? Math.max(0, number) : 0, head: [], text: null, note: null },
    footer,
  )
}

/** Goes public in the place where its reader has just been allowed to read it again. */
async function post(
  { voice, store, clock, directory, wake }: Parts,
  snapshot: Snapshot,
  { click, account, number }: { click: Click; account: Account; number: number },
): Promise<Message> {
  const { channel, thread } = click.place
  if ((await directory.isMember(channel)) === false) return voice.sentence(inviteMe)
  const footer = {
    where: snapshot.where,
    requestId: click.id,
    ageMs: null,
    snapshotId: null,
    mayPost: false,
    postedBy: account.user,
  }
  const message = voice.page(snapshot, { number, head: [], text: null, note: null }, footer)
  await store.outbox.put(
    { kind: 'post', channel, thread: thread === null ? null : { ts: thread }, message },
    clock.now(),
  )
  wake()
  return voice.sentence('Posted here for everybody in this channel.')
}
