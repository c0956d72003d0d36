import { expect, test } from 'vitest'
import { begin } from '../support/whole.ts'
import { shown } from '../support/whole/shown.ts'
import { asks } from '../support/whole/steps.ts'

test.each([
  ['is limited', { status: 429, retryAfter: 1, times: 1 }],
  ['breaks', { status: 500, times: 1 }],
  ['cuts the line', { drop: true, times: 1 }],
] as const)('a card is right in the end although Slack %s', async (_, fault) => {
  const whole = await begin()
  whole.slack.fail('chat.postMessage', fault)
  await asks(whole)
  whole.slack.fail('chat.update', fault)
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done', 15_000)
  const cards = whole.slack.messages('C1SHOP').filter(({ thread_ts }) => thread_ts === undefined)
  expect(cards).toHaveLength(1)
  expect(shown(cards[0])).not.toContain('Deny…')
})

test('a post whose answer was lost is found again and not posted twice', async () => {
  const whole = await begin()
  whole.slack.fail('chat.postMessage', { drop: true, after: 'applied', times: 1 })
  await asks(whole)
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done', 15_000)
  expect(whole.slack.messages('C1SHOP').filter(({ thread_ts }) => thread_ts === undefined)).toHaveLength(1)
})

test('an answer whose response URL has expired comes another way, and only to that person', async () => {
  const whole = await begin()
  const told = whole.type('U1OSCAR', 'C1SHOP', 'get deploy')
  for (const [id, url] of whole.slack.world.responseUrls) {
    whole.slack.world.responseUrls.set(id, { ...url, madeAt: 0 })
  }
  expect(await told).toContain('web')
  expect(whole.slack.messages('C1SHOP')).toEqual([])
})

test('a line whose socket drops while it is worked on is answered all the same', async () => {
  const whole = await begin()
  const gate = Promise.withResolvers<void>()
  whole.kube.before = async ({ person }) => (person === null ? undefined : gate.promise)
  const told = whole.type('U1OSCAR', 'C1SHOP', 'get deploy')
  await whole.slack.until(() => whole.kube.seen.some(({ person }) => person !== null))
  whole.slack.sockets.cut()
  gate.resolve()
  expect(await told).toContain('web')
  await whole.slack.until(() => whole.slack.sockets.count() > 0)
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get deploy')).toContain('web')
})

test('a line that is delivered twice is answered once and asks once', async () => {
  const whole = await begin()
  await whole.type('U1OSCAR', 'C1SHOP', 'scale deploy/web --replicas=2')
  await whole.slack.again()
  await whole.slack.again()
  await whole.stop()
  expect(whole.slack.ephemerals('U1OSCAR')).toHaveLength(1)
  expect(whole.slack.messages('C1SHOP')).toHaveLength(1)
})

test('another workspace is not served', async () => {
  const whole = await begin()
  const told = await whole.hears('U1OSCAR', () =>
    whole.slack.send('slash_commands', {
      team_id: 'T2',
      channel_id: 'C1SHOP',
      user_id: 'U1OSCAR',
      command: '/k8s',
      text: 'get deploy',
      trigger_id: 'elsewhere',
    }),
  )
  expect(told).toContain('I do not serve this workspace. Nothing was done.')
})

test('whoever Slack does not tell anything about is refused until it does', async () => {
  const whole = await begin()
  whole.slack.fail('users.info', { error: 'internal_error', times: 1_000 })
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get deploy')).toContain('Slack does not tell me who you are')
  whole.slack.mend()
  await asks(whole)
  whole.slack.fail('users.info', { error: 'internal_error', times: 1_000 })
  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain('so I count no vote')
  whole.slack.mend()
  expect(whole.kube.writes()).toEqual([])
  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain('It runs now')
  await whole.cardSays('C1SHOP', 'Rollout done')
})

test('a channel that Slack does not show is refused', async () => {
  const whole = await begin()
  whole.slack.fail('conversations.info', { error: 'internal_error', times: 1_000 })
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get deploy')).toContain('Slack does not show me this channel')
})

test('work that takes long is announced, and the answer replaces the announcement', async () => {
  const whole = await begin({ callMs: 10_000 })
  await whole.type('U1OSCAR', 'C1SHOP', 'get deploy')
  const gate = Promise.withResolvers<void>()
  whole.kube.before = async ({ person }) => (person === null ? undefined : gate.promise)
  const told = whole.type('U1OSCAR', 'C1SHOP', 'get pods')
  await whole.slack.until(() =>
    whole.slack.ephemerals('U1OSCAR').some(({ text }) => text.startsWith('Still working')),
  )
  gate.resolve()
  expect(await told).toContain('web-')
  expect(whole.slack.ephemerals('U1OSCAR')).toHaveLength(2)
  expect(whole.slack.ephemerals('U1OSCAR')[1]).toMatchObject({ replaced: 1 })
})
