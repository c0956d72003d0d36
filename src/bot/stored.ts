import { decide } from '../core/access.ts'
import { fenceOf } from '../core/fence.ts'
import type { Account } from '../core/person.ts'
import type { Click } from './doors.ts'
import type { Message } from './message.ts'
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
    { number: Number.isSafeInteger(number) ? Math.max(0, number) : 0, head: [], text: null },
    footer,
  )
}

/** A result goes public only where its reader may still read, in a place that is bound to anything at all. */
async function post(
  parts: Parts,
  snapshot: Snapshot,
  { click, account, number }: { click: Click; account: Account; number: number },
): Promise<Message> {
  const { voice, store, clock, policy } = parts
  const ask = {
    permission: 'objects:read',
    risk: 'read',
    cluster: null,
    namespace: null,
    replicas: null,
  } as const
  const decision = decide(policy(), account, click.place, ask)
  if (decision.kind === 'deny' || !fenceOf(policy(), click.place)) {
    const denial =
      decision.kind === 'deny'
        ? decision.denial
        : { by: 'channel' as const, message: 'This channel is bound to nothing.' }
    return refuse(parts, {
      requestId: click.id,
      person: click.person,
      ask,
      line: `post ${snapshot.title}`,
      denial,
    })
  }
  const footer = {
    where: snapshot.where,
    requestId: click.id,
    ageMs: null,
    snapshotId: null,
    mayPost: false,
    postedBy: account.user,
  }
  const message = voice.page(snapshot, { number, head: [], text: null }, footer)
  const { channel, thread } = click.place
  await store.outbox.put(
    { kind: 'post', channel, thread: thread === null ? null : { ts: thread }, message },
    clock.now(),
  )
  parts.wake()
  return voice.sentence('Posted here for everybody in this channel.')
}
