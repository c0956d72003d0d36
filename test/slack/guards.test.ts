import { describe, expect, test, vi } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import type { Line } from '../../src/bot/doors.ts'
import type { Store } from '../../src/bot/store.ts'
import { plain } from '../../src/slack/said.ts'
import { commandPayload, eventPayload } from '../support/fake-slack/payloads.ts'
import type { FakeSlack } from '../support/fake-slack/fake-slack.ts'
import { createLog } from './bench.ts'
import { modes, startScene } from './fake.ts'
import { createAckWatch } from '../../src/slack/guards/ack-watch.ts'

/** Answers each line with its text, and remembers it. */
function echo() {
  const heard: string[] = []
  const line = async ({ text, reply }: Line): Promise<void> => {
    heard.push(text)
    await reply.answer(plain(`heard ${text}`))
  }
  return { heard, line }
}

const command = (slack: FakeSlack, text: string, change: object = {}): object => ({
  ...commandPayload(slack.world, { user: 'UALICE', channel: 'COPS' }, '/k8s', text),
  ...change,
})

describe.each(modes)('over %s', (mode) => {
  test('a command is acknowledged at once although its work hangs', async () => {
    const hanging = Promise.withResolvers<void>()
    const { slack } = await startScene(mode, { line: () => hanging.promise })
    expect((await slack.command('UALICE', 'COPS', 'hang')).acked).toBe(true)
    hanging.resolve()
  })

  test('a payload that comes twice is worked on once', async () => {
    const { heard, line } = echo()
    const { slack } = await startScene(mode, { line })
    await slack.command('UALICE', 'COPS', 'scale web 5')
    expect((await slack.again()).acked).toBe(true)
    await slack.command('UALICE', 'COPS', 'last')
    await slack.until(() => heard.includes('last'))
    expect(heard).toEqual(['scale web 5', 'last'])
  })

  test('an event that Slack retries is worked on once', async () => {
    const { heard, line } = echo()
    const { slack } = await startScene(mode, { line })
    const event = {
      type: 'app_mention',
      user: 'UALICE',
      channel: 'COPS',
      text: 'once',
      ts: slack.world.nextTs(),
    }
    const payload = eventPayload(slack.world, event)
    await slack.send('events_api', payload)
    await slack.send('events_api', payload)
    await slack.mention('UALICE', 'COPS', 'last')
    await slack.until(() => heard.includes('last'))
    expect(heard).toEqual(['once', 'last'])
  })

  test('a payload of a workspace that is not served is answered and goes no further', async () => {
    const { heard, line } = echo()
    const { slack, logged } = await startScene(mode, { line })
    await slack.send('slash_commands', command(slack, 'get secrets', { team_id: 'T666' }))
    await slack.until(() => slack.ephemerals('UALICE').length === 1)
    expect(slack.ephemerals('UALICE')[0]?.text).toContain('do not serve this workspace')
    expect(heard).toEqual([])
    expect(logged.some(({ message }) => message.includes('not served'))).toBe(true)
  })

  test('when the database cannot be written, nothing is done and the person reads why', async () => {
    const { heard, line } = echo()
    const store = await openStore({ file: ':memory:' })
    const full: Store = { ...store, firstSight: () => Promise.reject(new Error('disk full')) }
    const { slack } = await startScene(mode, { line }, { store, doorStore: full })
    await slack.command('UALICE', 'COPS', 'delete pod web-1')
    await slack.until(() => slack.ephemerals('UALICE').length === 1)
    expect(slack.ephemerals('UALICE')[0]?.text).toContain('nothing was done')
    expect(heard).toEqual([])
  })

  test('when the bot breaks, the person reads the id of the log', async () => {
    const { slack } = await startScene(mode, { line: () => Promise.reject(new Error('bug')) })
    await slack.command('UALICE', 'COPS', 'get pods')
    await slack.until(() => slack.ephemerals('UALICE').length === 1)
    expect(slack.ephemerals('UALICE')[0]?.text).toContain('`c-1`')
  })

  test('a submitted form that we did not open is refused where it is shown', async () => {
    const { slack, logged } = await startScene(mode)
    const { botToken: _, ...world } = slack.world
    const id = 'V666'
    const state = { values: {} }
    const delivery = await slack.send('interactive', {
      type: 'view_submission',
      team: { id: world.team },
      user: { id: 'UALICE', team_id: world.team },
      view: {
        id,
        callback_id: 'deny',
        private_metadata: '{"place":{},"metadata":"REQ-1","seal":"x"}',
        state,
      },
    })
    expect(JSON.stringify(delivery.response)).toContain('not one of mine')
    expect(logged.some(({ message }) => message.includes('not ours'))).toBe(true)
  })

  test('stopping waits for what is under way', async () => {
    const { slack, listening } = await startScene(mode, {
      line: async ({ reply }) => {
        await slack.until(() => !listening.connected())
        await reply.answer(plain('finished after all'))
      },
    })
    await slack.command('UALICE', 'COPS', 'slow')
    await listening.stop(3_000)
    expect(slack.ephemerals('UALICE')).toMatchObject([{ text: 'finished after all' }])
  })

  test('what does not end in time is told to end', async () => {
    const ended = Promise.withResolvers<void>()
    const { slack, listening, logged } = await startScene(mode, {
      line: ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            ended.resolve()
            resolve()
          })
        }),
    })
    await slack.command('UALICE', 'COPS', 'endless')
    await listening.stop(20)
    await ended.promise
    expect(logged.some(({ message }) => message.includes('although work is under way'))).toBe(true)
  })
})

describe('signed requests', () => {
  test('forged, unsigned and late ones are refused', async () => {
    const { heard, line } = echo()
    const { slack } = await startScene('http', { line })
    const now = Date.now()
    const send = (text: string, at: number, secret?: string) =>
      slack.signed('slash_commands', command(slack, text), at, secret)
    expect((await send('forged', now, 'another secret')).status).toBe(401)
    expect((await send('late', now - 301_000)).status).toBe(401)
    await send('good', now)
    await slack.until(() => heard.length > 0)
    expect(heard).toEqual(['good'])
  })

  test('those from the future do nothing, and leave a trace', async () => {
    const { heard, line } = echo()
    const { slack, logged } = await startScene('http', { line })
    const future = command(slack, 'future')
    expect(await slack.signed('slash_commands', future, Date.now() + 3_600_000)).toMatchObject({
      status: 200,
      response: null,
    })
    await slack.command('UALICE', 'COPS', 'good')
    await slack.until(() => heard.length > 0)
    expect(heard).toEqual(['good'])
    expect(logged).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ audit: true, reason: 'timestamp' }) }),
    )
  })

  test('a copied request does nothing, although the store has forgotten it', async () => {
    const { heard, line } = echo()
    const store = await openStore({ file: ':memory:' })
    const forgetful: Store = { ...store, firstSight: async () => true }
    const { slack, logged } = await startScene('http', { line }, { store, doorStore: forgetful })
    await slack.command('UALICE', 'COPS', 'delete pod web-1')
    expect((await slack.again()).response).toBeNull()
    await slack.command('UALICE', 'COPS', 'last')
    await slack.until(() => heard.includes('last'))
    expect(heard).toEqual(['delete pod web-1', 'last'])
    expect(logged).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ reason: 'replayed' }) }),
    )
  })
})

test('an acknowledgement that is about to be too late is told once', () => {
  vi.useFakeTimers()
  const { log, logged } = createLog()
  const watch = createAckWatch(log)
  const [slow, quick] = [{}, {}]
  watch.start(slow, 'view_submission')
  watch.start(quick, 'command')
  watch.done(quick)
  vi.advanceTimersByTime(10_000)
  vi.useRealTimers()
  expect(logged).toMatchObject([{ level: 'error', fields: { type: 'view_submission' } }])
})
