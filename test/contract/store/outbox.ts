import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/bot/store.ts'
import { sampleCard, samplePost } from '../../support/samples.ts'
import type { Fresh } from '../store.contract.ts'

/** What is said in Slack: order, coalescing, threads, retries. */
export function outboxContract(fresh: Fresh): void {
  describe('outbox', () => {
    test('gives one entry a channel, oldest first', async () => {
      const store = await fresh()
      for (const text of ['a1', 'a2', 'a3']) await store.outbox.put(samplePost(text, 'CA'), 10)
      await store.outbox.put(samplePost('b1', 'CB'), 11)
      expect(await texts(store)).toEqual(['a1', 'b1'])
      await send(store, 'a1')
      expect(await texts(store)).toEqual(['a2', 'b1'])
      expect(await store.outbox.depth()).toBe(3)
    })

    test('brings every kind back whole', async () => {
      const store = await fresh()
      const message = { text: 'hello', blocks: [{ type: 'divider' as const }] }
      const all = [
        { kind: 'whisper' as const, channel: 'C1', thread: { ts: '1.2' }, user: 'U1', message },
        { kind: 'file' as const, user: 'U1', filename: 'a.txt', title: 'A', content: 'x\n' },
        { kind: 'card' as const, key: 'k', channel: 'C2', thread: null, message },
        { kind: 'post' as const, channel: 'C3', thread: null, message },
      ]
      for (const outgoing of all) await store.outbox.put(outgoing, 10)
      const due = await store.outbox.due(10)
      expect(due.map(({ outgoing }) => outgoing)).toEqual(all)
      expect(due.map(({ threadTs }) => threadTs)).toEqual(['1.2', undefined, undefined, undefined])
      expect(due[0]).toMatchObject({ attempts: 0, createdAt: 10, ambiguous: false, ts: null })
    })

    test('replaces the unsent first post of a card', async () => {
      const store = await fresh()
      await store.outbox.put(sampleCard('k', 'waiting'), 10)
      await store.outbox.put(samplePost('after'), 11)
      await store.outbox.put(sampleCard('k', 'approved'), 12)
      expect(await store.outbox.depth()).toBe(2)
      expect(await texts(store)).toEqual(['approved'])
    })

    test('edits a posted card, and coalesces the edits', async () => {
      const store = await fresh()
      await store.outbox.put(sampleCard('k', 'one'), 10)
      await send(store, 'one', '5.5')
      for (const text of ['two', 'three']) await store.outbox.put(sampleCard('k', text), 11)
      const due = await store.outbox.due(11)
      expect(due).toHaveLength(1)
      expect(due[0]).toMatchObject({ ts: '5.5', outgoing: { message: { text: 'three' } } })
      expect(await store.outbox.card('k')).toEqual({ channel: 'C1', ts: '5.5' })
    })

    test('does not lose the state that a card reached while its older text was on the wire', async () => {
      const store = await fresh()
      await store.outbox.put(sampleCard('k', 'waiting'), 10)
      const [older] = await store.outbox.due(10)
      await store.outbox.put(sampleCard('k', 'approved'), 11)
      await store.outbox.sent(older!.id, { ts: '5.5', channel: 'C1', now: 12 })
      const due = await store.outbox.due(12)
      expect(due).toHaveLength(1)
      expect(due[0]).toMatchObject({ ts: '5.5', outgoing: { message: { text: 'approved' } } })
      await store.outbox.sent(due[0]!.id, { ts: '5.5', channel: 'C1', now: 13 })
      expect(await store.outbox.depth()).toBe(0)
    })

    test('gives the newer text its turn when the older one is given up', async () => {
      const store = await fresh()
      await store.outbox.put(sampleCard('k', 'broken'), 10)
      const [older] = await store.outbox.due(10)
      await store.outbox.put(sampleCard('k', 'fine'), 11)
      await store.outbox.dead(older!.id, 'invalid_blocks', 12)
      expect(await texts(store)).toEqual(['fine'])
    })

    test('holds a reply back until its root is posted, without holding the channel', async () => {
      const store = await fresh()
      await store.outbox.put(samplePost('reply', 'C1', { card: 'k' }), 10)
      await store.outbox.put(sampleCard('k', 'root'), 11)
      expect(await texts(store)).toEqual(['root'])
      await send(store, 'root', '7.7')
      const [reply] = await store.outbox.due(99)
      expect(reply).toMatchObject({ threadTs: '7.7', outgoing: { message: { text: 'reply' } } })
    })

    test('answers in the channel that Slack opened for a direct message', async () => {
      const store = await fresh()
      await store.outbox.put(sampleCard('k', 'root', 'UALICE'), 10)
      const [root] = await store.outbox.due(10)
      await store.outbox.sent(root!.id, { ts: '7.7', channel: 'DALICE', now: 11 })
      await store.outbox.put(sampleCard('k', 'edit', 'UALICE'), 12)
      await store.outbox.put(samplePost('reply', 'UBOB', { card: 'k' }), 12)
      const due = await store.outbox.due(12)
      expect(due.map(({ outgoing }) => outgoing)).toMatchObject([
        { channel: 'DALICE' },
        { channel: 'DALICE' },
      ])
    })

    test('waits before a retry and lets nothing of the channel pass meanwhile', async () => {
      const store = await fresh()
      await store.outbox.put(samplePost('first'), 10)
      await store.outbox.put(samplePost('second'), 10)
      await store.outbox.put(samplePost('elsewhere', 'C2'), 10)
      const [first] = await store.outbox.due(10)
      await store.outbox.retry(first!.id, { notBefore: 500, ambiguous: true })
      expect(await texts(store, 499)).toEqual(['elsewhere'])
      const [again] = await store.outbox.due(500)
      expect(again).toMatchObject({ attempts: 1, ambiguous: true, outgoing: { message: { text: 'first' } } })
    })

    test('an attempt that never came back is a question until it has ended', async () => {
      const store = await fresh()
      await store.outbox.put(samplePost('first'), 10)
      const [first] = await store.outbox.due(10)
      await store.outbox.begin(first!.id)
      expect(await store.outbox.due(10)).toMatchObject([{ ambiguous: true, attempts: 0 }])
      await store.outbox.retry(first!.id, { notBefore: 10, ambiguous: false })
      expect(await store.outbox.due(10)).toMatchObject([{ ambiguous: false, attempts: 1 }])
    })

    test('goes on behind a dead letter, and buries the replies to a root that never was', async () => {
      const store = await fresh()
      await store.outbox.put(sampleCard('k', 'root'), 10)
      await store.outbox.put(samplePost('reply', 'C1', { card: 'k' }), 10)
      await store.outbox.put(samplePost('next'), 10)
      const [root] = await store.outbox.due(10)
      await store.outbox.dead(root!.id, 'channel_not_found', 11)
      expect(await texts(store)).toEqual(['next'])
      expect(await store.outbox.depth()).toBe(1)
    })

    test('keeps the replies when only an edit of the root is given up', async () => {
      const store = await fresh()
      await store.outbox.put(sampleCard('k', 'root'), 10)
      await send(store, 'root', '7.7')
      await store.outbox.put(sampleCard('k', 'edit'), 11)
      await store.outbox.put(samplePost('reply', 'C1', { card: 'k' }), 11)
      const [edit] = await store.outbox.due(11)
      await store.outbox.dead(edit!.id, 'msg_too_long', 12)
      expect(await texts(store)).toEqual(['reply'])
    })
  })
}

async function texts(store: Store, now = 99): Promise<readonly string[]> {
  return (await store.outbox.due(now)).map(({ outgoing }) =>
    outgoing.kind === 'file' ? outgoing.title : outgoing.message.text,
  )
}

async function send(store: Store, text: string, ts = '1.1'): Promise<void> {
  const entry = (await store.outbox.due(99)).find(
    ({ outgoing }) => outgoing.kind !== 'file' && outgoing.message.text === text,
  )
  if (entry === undefined) throw new Error(`${text} is not due`)
  await store.outbox.sent(entry.id, { ts, channel: 'C1', now: 50 })
}
