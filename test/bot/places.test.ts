import { expect, test } from 'vitest'
import { begin } from '../support/whole.ts'
import { shown } from '../support/whole/shown.ts'

test('somebody whom the policy does not know is told so, and gets no help from it either', async () => {
  const whole = await begin()
  const told = await whole.type('U1GUS', 'C1SHOP', 'get pods')
  expect(told).toContain('Refused by')
  expect(await whole.type('U1GUS', 'C1SHOP', 'whoami')).not.toContain('api-')
  await whole.stop()
  expect(whole.kube.seen.filter(({ person }) => person !== null)).toEqual([])
})

test('a channel that is bound to nothing answers help and whoami only', async () => {
  const whole = await begin()
  expect(await whole.type('U1OSCAR', 'C1RANDOM', 'help')).toContain('get')
  expect(await whole.type('U1OSCAR', 'C1RANDOM', 'whoami')).toContain('oscar@example.com')
  for (const line of [
    'get pods',
    'scale deploy/api --replicas=3',
    'clusters',
    'logs api',
    'get pods -C demo -n shop',
  ]) {
    expect(await whole.type('U1OSCAR', 'C1RANDOM', line), line).toContain('Refused by')
  }
  await whole.stop()
  expect(whole.kube.seen.filter(({ person }) => person !== null)).toEqual([])
})

test('a direct message reads and does not write', async () => {
  const whole = await begin()
  await whole.slack.direct('U1OSCAR', 'get pods -n shop')
  await whole.slack.until(() => whole.room('D1OSCAR').some((said) => said.includes('api-')))
  await whole.slack.direct('U1OSCAR', 'scale deploy/api --replicas=3 -n dev')
  await whole.slack.until(() => whole.room('D1OSCAR').length === 2)
  expect(whole.room('D1OSCAR')[1]).toContain('Refused by')
  await whole.stop()
  expect(whole.room('D1OSCAR')).toHaveLength(2)
  expect(whole.kube.seen.filter(({ method }) => method === 'PATCH')).toEqual([])
})

test('a channel stays inside its namespaces, and below its ceiling', async () => {
  const whole = await begin()
  expect(await whole.type('U1DANA', 'C1SHOP', 'get pods -n dev')).toContain('Refused by')
  expect(await whole.type('U1DANA', 'C1SHOP', 'get pods -A')).toContain('Refused by')
  expect(await whole.type('U1OSCAR', 'C1LOOK', 'scale deploy/api --replicas=3')).toContain('ceiling')
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get pods -C legacy')).toContain(
    'There is no cluster "legacy"',
  )
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get pods -C dmo')).toContain('Did you mean demo?')
})

test('a channel that is shared with another company answers nothing', async () => {
  const whole = await begin()
  const channel = whole.slack.world.channels.get('C1SHOP')
  if (channel) channel.is_ext_shared = true
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get pods')).toContain('shared with another company')
})

test('a card in a channel that was shared meanwhile cannot be approved there any more, by nobody', async () => {
  const whole = await begin()
  await whole.type('U1OSCAR', 'C1SHOP', 'scale deploy/api --replicas=3')
  await whole.cardSays('C1SHOP', 'Approval needed')
  const channel = whole.slack.world.channels.get('C1SHOP')
  if (channel) channel.is_ext_shared = true
  expect(await whole.press('USTRANGE', 'C1SHOP', 'Approve')).toContain('Refused by')
  whole.pass(6 * 60_000)
  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain('shared with another company')
  await whole.cardSays('C1SHOP', '0 of 1 approvals')
})

test('a mention is answered in its thread, and the card of its change is in the channel for all to see', async () => {
  const whole = await begin()
  await whole.slack.mention('U1OSCAR', 'C1DEV', 'scale deploy/web --replicas=2')
  await whole.slack.until(() => whole.slack.messages('C1DEV').length === 2)
  expect(whole.card('C1DEV').thread_ts).toBeUndefined()
  const answer = whole.slack.messages('C1DEV').find(({ thread_ts }) => thread_ts !== undefined)
  expect(shown(answer)).toContain('Nothing is changed before you press Confirm')
})

test('people of another workspace, and those whom Slack does not vouch for, are refused', async () => {
  const whole = await begin()
  for (const user of ['UGUEST', 'USTRANGE', 'UFOREIGN']) {
    expect(await whole.type(user, 'C1SHOP', 'get pods'), user).toContain('Refused by')
  }
  const oscar = whole.slack.world.users.get('U1OSCAR')
  if (oscar) whole.slack.world.users.set('U1OSCAR', { ...oscar, deleted: true })
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get pods')).toContain('Refused by')
  expect(shown(whole.slack.messages('C1SHOP')[0])).toBe('(nothing)')
})
