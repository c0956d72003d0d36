import { expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import type { Line } from '../../src/bot/doors.ts'
import type { Store } from '../../src/bot/store.ts'
import { plain } from '../../src/slack/said.ts'
import { startScene } from './fake.ts'

test('after five answers the sixth comes another way', async () => {
  const { slack } = await startScene('socket', {
    line: async ({ reply }) => {
      for (let page = 1; page <= 6; page += 1) await reply.answer(plain(`part ${page}`))
    },
  })
  await slack.command('UALICE', 'COPS', 'logs')
  await slack.until(() => slack.ephemerals('UALICE').length === 6)
  expect(slack.ephemerals('UALICE').map(({ text }) => text)).toEqual(
    [1, 2, 3, 4, 5, 6].map((part) => `part ${part}`),
  )
  expect(slack.calls('chat.postEphemeral')).toHaveLength(1)
})

test('an answer after half an hour comes by name', async () => {
  const { slack } = await startScene('socket', {
    line: async ({ reply }) => {
      slack.pass(31 * 60_000)
      await reply.answer(plain('at last'))
    },
  })
  await slack.command('UALICE', 'COPS', 'rollout status')
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
  expect(slack.calls('chat.postEphemeral')).toMatchObject([{ user: 'UALICE', channel: 'COPS' }])
})

test('a late answer in a channel that the bot is not in arrives as a direct message', async () => {
  const { slack } = await startScene('socket', {
    line: async ({ reply }) => {
      slack.pass(31 * 60_000)
      await reply.answer(plain('at last'))
    },
  })
  await slack.command('UALICE', 'CELSE', 'rollout status')
  await slack.until(() => slack.messages('DALICE').length === 1)
  expect(slack.messages('DALICE')[0]?.text).toBe('at last')
})

test('a late answer while Slack is down arrives when it is back', async () => {
  const { slack } = await startScene('socket', {
    line: async ({ reply }) => {
      slack.pass(31 * 60_000)
      slack.fail('chat.postEphemeral', { status: 503, times: 3 })
      await reply.answer(plain('at last'))
    },
  })
  await slack.command('UALICE', 'COPS', 'rollout status')
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
  expect(slack.calls('chat.postEphemeral')).toHaveLength(4)
})

test('a mention is answered even when the outbox cannot be written', async () => {
  const store = await openStore({ file: ':memory:' })
  const outbox = { ...store.outbox, put: () => Promise.reject(new Error('disk full')) }
  const full: Store = { ...store, outbox }
  const line = ({ reply }: Line) => reply.answer(plain('still here'))
  const { slack } = await startScene('socket', { line }, { store, doorStore: full })
  await slack.mention('UALICE', 'COPS', 'get pods')
  await slack.until(() => slack.messages('COPS').length === 1)
  expect(slack.messages('COPS')[0]?.thread_ts).toBeDefined()
})

test('a form that comes too late for Slack is told, not lost', async () => {
  const { slack } = await startScene('socket', {
    line: async ({ open }) => {
      slack.pass(3_100)
      await open?.({
        type: 'modal',
        title: { type: 'plain_text', text: 'Deny' },
        blocks: [{ type: 'divider' }],
      })
    },
  })
  await slack.command('UALICE', 'COPS', 'deny')
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
  expect(slack.ephemerals('UALICE')[0]?.text).toContain('expired_trigger_id')
})

test('nothing that is said is unfurled or pings by name', async () => {
  const { slack, store, sender } = await startScene('socket', {
    line: ({ reply }) => reply.answer(plain('hello')),
  })
  await slack.mention('UALICE', 'COPS', 'get pods')
  const message = plain('a post')
  await store.outbox.put({ kind: 'post', channel: 'COPS', thread: null, message }, Date.now())
  sender.wake()
  await slack.until(() => slack.messages('COPS').length === 2)
  for (const args of slack.calls('chat.postMessage')) {
    expect(args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' })
    expect(args).not.toHaveProperty('link_names')
  }
})
