import { expect, onTestFinished, test } from 'vitest'
import type { Line } from '../../src/bot/doors.ts'
import { plain } from '../../src/slack/said.ts'
import { startFakeSlack } from '../support/fake-slack/fake-slack.ts'
import { startBench } from './bench.ts'
import { configFor, startScene } from './fake.ts'

const answer = { line: ({ text, reply }: Line) => reply.answer(plain(`heard ${text}`)) }

test('after Slack’s routine refresh commands are heard again', async () => {
  const { slack, listening } = await startScene('socket', answer)
  slack.sockets.refresh()
  await slack.until(() => !listening.connected())
  await slack.until(() => listening.connected())
  await slack.command('UALICE', 'COPS', 'again')
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
  expect(slack.sockets.count()).toBe(1)
})

test('a cut socket comes back, through an outage and a refused token, and says since when it was gone', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  const { slack, listening, logged } = await startScene('socket', answer)
  const before = Date.now()
  slack.fail('apps.connections.open', { error: 'invalid_auth', times: 2 })
  slack.sockets.cut()
  await slack.until(() => listening.disconnectedSince() !== null)
  expect(listening.disconnectedSince()).toBeGreaterThanOrEqual(before)
  await slack.until(() => slack.calls('apps.connections.open').length >= 3)
  slack.fail('apps.connections.open', { status: 503, times: 2 })
  slack.sockets.cut()
  await slack.until(() => slack.calls('apps.connections.open').length >= 5)
  await slack.until(() => listening.connected())
  await slack.command('UALICE', 'COPS', 'again')
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
  expect(logged.some(({ fields }) => JSON.stringify(fields).includes('invalid_auth'))).toBe(true)
  expect(unhandled).toEqual([])
})

test.each(['socket', 'hello'])('a socket that fails at its %s is tried again', async (step) => {
  const { slack, listening } = await startScene('socket', answer)
  slack.fail(step, { status: 503, times: 2 })
  slack.sockets.cut()
  await slack.until(() => slack.calls('apps.connections.open').length === 4)
  await slack.until(() => listening.connected())
  await slack.command('UALICE', 'COPS', 'again')
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
})

test('a socket that is closed together with its greeting is tried again', async () => {
  const { slack, listening } = await startScene('socket', answer)
  slack.fail('hello', { times: 2, after: 'applied' })
  slack.sockets.cut()
  await slack.until(() => slack.calls('apps.connections.open').length === 4)
  await slack.until(() => listening.connected())
  await slack.command('UALICE', 'COPS', 'again')
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
})

test('a socket that fails at the start is a readable error', async () => {
  const slack = await startFakeSlack()
  onTestFinished(slack.stop)
  slack.fail('hello', { times: 99 })
  await expect(startBench(configFor(slack, 'socket', 0), {})).rejects.toThrow('Slack gives no socket: closed')
})

test('a port that is taken is a readable error', async () => {
  const slack = await startFakeSlack()
  onTestFinished(slack.stop)
  const port = Number(new URL(slack.apiUrl).port)
  await expect(startBench(configFor(slack, 'http', port), {})).rejects.toThrow('EADDRINUSE')
})

test('work that outlives its socket still answers', async () => {
  const back = Promise.withResolvers<void>()
  const { slack } = await startScene('socket', {
    line: async ({ reply }) => {
      await back.promise
      await reply.answer(plain('made it'))
    },
  })
  await slack.command('UALICE', 'COPS', 'slow')
  slack.sockets.cut()
  await slack.until(() => slack.calls('apps.connections.open').length === 2)
  back.resolve()
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
  expect(slack.ephemerals('UALICE')[0]?.text).toBe('made it')
})

test.each(['socket', 'http'] as const)(
  'over %s a wrong bot token is a readable error at start',
  async (mode) => {
    const slack = await startFakeSlack()
    onTestFinished(slack.stop)
    const config = { ...configFor(slack, mode, 0), botToken: 'xoxb-wrong' }
    await expect(startBench(config, {})).rejects.toThrow('Slack does not accept the bot token: invalid_auth')
  },
)

test('a wrong app token is a readable error at start', async () => {
  const slack = await startFakeSlack()
  onTestFinished(slack.stop)
  slack.fail('apps.connections.open', { error: 'invalid_auth', times: 99 })
  const start = startBench(configFor(slack, 'socket', 0), {})
  await expect(start).rejects.toThrow('Slack gives no socket: invalid_auth')
})

test('stopped, it does not come back', async () => {
  const { slack, listening } = await startScene('socket', answer)
  await listening.stop(100)
  expect(listening.connected()).toBe(false)
  await slack.until(() => slack.sockets.count() === 0)
  expect(slack.calls('apps.connections.open')).toHaveLength(1)
})

test('neither tokens nor payloads are in the log', async () => {
  const { slack, logged } = await startScene('socket', { line: () => Promise.reject(new Error('bug')) })
  await slack.command('UALICE', 'COPS', 'my-own-words')
  await slack.until(() => slack.ephemerals('UALICE').length === 1)
  slack.sockets.cut()
  await slack.until(() => slack.calls('apps.connections.open').length === 2)
  const log = JSON.stringify(logged)
  for (const secret of ['xoxb-', 'xapp-', '/response/', 'my-own-words', 'verification']) {
    expect(log).not.toContain(secret)
  }
})
