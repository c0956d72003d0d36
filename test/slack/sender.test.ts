import { expect, onTestFinished, test } from 'vitest'
import { createSlackClients } from '../../src/slack/clients.ts'
import { startSender, type Sender } from '../../src/slack/sender.ts'
import { openStore } from '../../src/store/store.ts'
import type { Message } from '../../src/bot/message.ts'
import type { Outgoing, Store } from '../../src/bot/store.ts'
import { plain } from '../../src/slack/said.ts'
import { startFakeSlack, type FakeSlack } from '../support/fake-slack/fake-slack.ts'
import { createLog, createMeter, type Logged } from './bench.ts'

interface Scene {
  readonly slack: FakeSlack
  readonly store: Store
  readonly logged: Logged[]
  readonly doubled: () => number
  put(...outgoing: readonly Outgoing[]): Promise<void>
  start(paceMs?: number): Sender
}

async function scene(): Promise<Scene> {
  const slack = await startFakeSlack()
  const store = await openStore({ file: ':memory:' })
  onTestFinished(async () => {
    await store.close()
    await slack.stop()
  })
  const { log, logged } = createLog()
  const { meter, doubled } = createMeter()
  const clients = createSlackClients({ botToken: slack.world.botToken, apiUrl: slack.apiUrl }, log)
  const clock = { now: () => Date.now() }
  return {
    slack,
    store,
    logged,
    doubled,
    put: async (...outgoing) => {
      for (const one of outgoing) await store.outbox.put(one, Date.now())
    },
    start: (paceMs = 1) => {
      const sender = startSender({ clients, store, clock, log, meter, paceMs, pollMs: 10, retryMs: 10 })
      onTestFinished(sender.stop)
      return sender
    },
  }
}

const post = (text: string, channel = 'COPS'): Outgoing => ({
  kind: 'post',
  channel,
  thread: null,
  message: plain(text),
})
const card = (key: string, message: Message, channel = 'COPS'): Outgoing => ({
  kind: 'card',
  key,
  channel,
  thread: null,
  message,
})
const texts = (slack: FakeSlack, channel = 'COPS') => slack.messages(channel).map(({ text }) => text)

test('messages of a channel arrive in order, at its pace, and other channels do not wait for it', async () => {
  const { slack, put, start } = await scene()
  await put(post('one'), post('two'), post('elsewhere', 'DALICE'))
  const begun = Date.now()
  start(300)
  await slack.until(() => texts(slack).length === 1 && texts(slack, 'DALICE').length === 1)
  expect(Date.now() - begun).toBeLessThan(300)
  await slack.until(() => texts(slack).length === 2)
  expect(texts(slack)).toEqual(['one', 'two'])
  expect(Date.now() - begun).toBeGreaterThanOrEqual(290)
})

test('a card is posted once and then edited, and states that nobody saw are skipped', async () => {
  const { slack, put, start } = await scene()
  await put(card('k', plain('pending')), card('k', plain('approved')))
  const sender = start()
  await slack.until(() => texts(slack)[0] === 'approved')
  await put(card('k', plain('done')))
  sender.wake()
  await slack.until(() => texts(slack)[0] === 'done')
  expect(slack.messages('COPS')).toMatchObject([{ edits: 1 }])
})

test('a reply waits for its card and stands in its thread', async () => {
  const { slack, put, start } = await scene()
  const reply: Outgoing = { kind: 'post', channel: 'COPS', thread: { card: 'k' }, message: plain('a reply') }
  await put(reply, card('k', plain('the card')))
  start()
  await slack.until(() => texts(slack).length === 2)
  expect(texts(slack)).toEqual(['the card', 'a reply'])
  expect(slack.messages('COPS')[1]?.thread_ts).toBe(slack.messages('COPS')[0]?.ts)
})

test('a card for a person is edited in the DM that Slack opened for it', async () => {
  const { slack, put, start } = await scene()
  await put(card('k', plain('hello'), 'UBOB'))
  const sender = start()
  await slack.until(() => texts(slack, 'DBOB').length === 1)
  await put(card('k', plain('hello again'), 'UBOB'))
  sender.wake()
  await slack.until(() => texts(slack, 'DBOB')[0] === 'hello again')
})

test('a rate limit is waited out, as long as Slack says', async () => {
  const { slack, put, start, doubled } = await scene()
  slack.fail('chat.postMessage', { status: 429, retryAfter: 1, times: 1 })
  await put(post('patient'))
  const begun = Date.now()
  start()
  await slack.until(() => texts(slack).length === 1)
  expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000)
  expect(doubled()).toBe(0)
})

test.each([
  ['an error of the server', { status: 503 }],
  ['a cut connection', { drop: true }],
  ['a breakdown in Slack’s own words', { error: 'fatal_error' }],
] as const)('a post whose answer was lost to %s is found and not repeated', async (_, fault) => {
  const { slack, put, start, doubled, store } = await scene()
  slack.fail('chat.postMessage', { ...fault, times: 1, after: 'applied' })
  await put(post('once'), post('next'))
  const sender = start()
  await slack.until(() => texts(slack).includes('next'))
  expect(texts(slack)).toEqual(['once', 'next'])
  expect(doubled()).toBe(0)
  expect(await sender.drain(1_000)).toBe(true)
  expect(await store.outbox.depth()).toBe(0)
})

test('a post that Slack did not take is sent again without a mark', async () => {
  const { slack, put, start, doubled } = await scene()
  slack.fail('chat.postMessage', { status: 503, times: 2 })
  await put(post('once'))
  start()
  await slack.until(() => texts(slack).length === 1)
  expect(JSON.stringify(slack.messages('COPS'))).not.toContain('ossibly repeated')
  expect(doubled()).toBe(0)
})

test('where the history may not be read, it is sent again, marked and counted', async () => {
  const { slack, put, start, doubled } = await scene()
  slack.world.scopes.delete('channels:history')
  slack.fail('chat.postMessage', { status: 503, times: 1, after: 'applied' })
  await put(post('twice'))
  start()
  await slack.until(() => texts(slack).length === 2)
  expect(JSON.stringify(slack.messages('COPS')[1]?.blocks)).toContain('Possibly repeated')
  expect(JSON.stringify(slack.messages('COPS')[0]?.blocks)).not.toContain('Possibly repeated')
  expect(doubled()).toBe(1)
})

test('a card whose post had no answer is found, and shows its newest state', async () => {
  const { slack, put, start } = await scene()
  slack.fail('chat.postMessage', { status: 503, times: 1, after: 'applied' })
  slack.fail('conversations.history', { status: 503, times: 1 })
  await put(card('k', plain('pending')))
  const sender = start()
  await slack.until(() => texts(slack).length === 1)
  await put(card('k', plain('approved')))
  sender.wake()
  await slack.until(() => texts(slack)[0] === 'approved')
  await sender.drain(1_000)
  expect(texts(slack)).toEqual(['approved'])
})

test('an edit is simply repeated', async () => {
  const { slack, put, start, doubled } = await scene()
  await put(card('k', plain('first')))
  const sender = start()
  await slack.until(() => texts(slack).length === 1)
  slack.fail('chat.update', { drop: true, times: 2 })
  await put(card('k', plain('second')))
  sender.wake()
  await slack.until(() => texts(slack)[0] === 'second')
  expect(texts(slack)).toEqual(['second'])
  expect(doubled()).toBe(0)
})

test('a card that somebody deleted is said anew', async () => {
  const { slack, put, start } = await scene()
  await put(card('k', plain('first')))
  const sender = start()
  await slack.until(() => texts(slack).length === 1)
  slack.world.messages.length = 0
  await put(card('k', plain('second')))
  sender.wake()
  await slack.until(() => texts(slack)[0] === 'second')
})

test('blocks that Slack refuses are said as plain text', async () => {
  const { slack, put, start } = await scene()
  slack.fail('chat.postMessage', { error: 'invalid_blocks', times: 1 })
  await put(card('k', plain('what matters')))
  start()
  await slack.until(() => texts(slack).length === 1)
  expect(slack.messages('COPS')).toMatchObject([{ text: 'what matters', blocks: [] }])
})

test.each([
  ['CELSE', 'not_in_channel'],
  ['CNONE', 'channel_not_found'],
  ['COLD', 'is_archived'],
])(
  'what can never be said in %s is given up with its reason, and the rest goes on',
  async (channel, reason) => {
    const { slack, put, start, store, logged } = await scene()
    await put(post('lost', channel), post('fine'))
    const sender = start()
    await slack.until(() => texts(slack).length === 1)
    expect(await sender.drain(1_000)).toBe(true)
    expect(await store.outbox.depth()).toBe(0)
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ reason }) }),
    )
  },
)

test('a refused token loses nothing: the message waits', async () => {
  const { slack, put, start, store } = await scene()
  slack.fail('chat.postMessage', { error: 'token_revoked', times: 1 })
  await put(post('later'))
  start()
  await slack.until(() => slack.calls('chat.postMessage').length === 1)
  expect(await store.outbox.depth()).toBe(1)
})

test('what was unsent when the process ended is sent by the next one', async () => {
  const { slack, put, start } = await scene()
  slack.fail('chat.postMessage', { status: 503, times: 1 })
  await put(post('before'), post('after'))
  const first = start()
  await slack.until(() => slack.calls('chat.postMessage').length === 1)
  await first.stop()
  start()
  await slack.until(() => texts(slack).length === 2)
  expect(texts(slack)).toEqual(['before', 'after'])
})

test('what could not be sent for a day is given up', async () => {
  const { slack, start, store } = await scene()
  slack.fail('chat.postMessage', { status: 503, times: 99 })
  await store.outbox.put(post('yesterday'), Date.now() - 25 * 3_600_000)
  start()
  await slack.until(() => slack.calls('chat.postMessage').length === 1)
  await expect.poll(() => store.outbox.depth()).toBe(0)
})

test('a file whose upload had no answer is sent again and says so', async () => {
  const { slack, put, start, doubled } = await scene()
  slack.fail('files.completeUploadExternal', { status: 503, times: 1, after: 'applied' })
  await put({ kind: 'file', user: 'UALICE', filename: 'api.log', title: 'api', content: 'x' })
  start()
  await slack.until(() => slack.calls('files.completeUploadExternal').length === 2)
  expect(JSON.stringify(slack.calls('files.completeUploadExternal')[1])).toContain('api (possibly repeated)')
  expect(doubled()).toBe(1)
})

test('secrets are taken out of messages and files on the way', async () => {
  const { slack, put, start } = await scene()
  const secret = 'ghp_' + 'a1B2'.repeat(9)
  const file = {
    kind: 'file',
    user: 'UALICE',
    filename: 'api.log',
    title: 'api',
    content: `with ${secret}`,
  } as const
  await put(post(`with ${secret}`), file)
  start()
  await slack.until(() => texts(slack).length === 1 && slack.world.files[0]?.channel)
  expect(JSON.stringify([slack.messages('COPS'), slack.world.files])).not.toContain(secret)
})

test('a message beyond every limit is cut, not refused', async () => {
  const { slack, put, start } = await scene()
  const section = plain('x'.repeat(9_000)).blocks
  await put({
    kind: 'post',
    channel: 'COPS',
    thread: null,
    message: { text: 'long', blocks: Array(70).fill(section).flat() },
  })
  start()
  await slack.until(() => texts(slack).length === 1)
  expect(slack.messages('COPS')[0]?.blocks.length).toBeGreaterThan(0)
})

test('a file goes to the person only', async () => {
  const { slack, put, start } = await scene()
  const content = 'log line 1\nlog line 2 — “quoted”'
  await put({ kind: 'file', user: 'UALICE', filename: 'api.log', title: 'api', content })
  start()
  await slack.until(() => slack.world.files[0]?.channel)
  expect(slack.world.files).toMatchObject([{ name: 'api.log', content, channel: 'DALICE' }])
})
