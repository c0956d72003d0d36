import { expect, test } from 'vitest'
import { begin, type Whole } from '../support/whole.ts'
import { shown } from '../support/whole/shown.ts'
import { asks, imageOf, wants } from '../support/whole/steps.ts'

const before = 'registry.example/shop/web:2.1.0'

/** A click as a client could forge it. */
async function forge(whole: Whole, user: string, channel: string, action: object): Promise<string> {
  const { world } = whole.slack
  const trigger = world.nextId('forged')
  return whole.hears(user, () =>
    whole.slack.send('interactive', {
      type: 'block_actions',
      team: { id: world.team },
      user: { id: user, team_id: world.team },
      channel: { id: channel },
      container: { type: 'message', message_ts: '1.0', channel_id: channel },
      trigger_id: trigger,
      actions: [{ type: 'button', block_id: 'b', action_ts: '1', ...action }],
    }),
  )
}

test.each([
  ['the requester', 'U1OSCAR', 'You cannot approve your own request: somebody else has to.'],
  ['a viewer', 'U1VERA', 'approvals:vote'],
  ['another operator', 'U1OLGA', 'approvals:vote'],
  ['an admin whom the rule does not name', 'U1DANA', 'does not name you as an approver'],
  ['somebody whom the policy does not know', 'U1GUS', 'policy'],
  ['a guest', 'UGUEST', 'Guests cannot use me'],
  ['somebody of another company', 'USTRANGE', 'Refused by'],
  ['somebody of another workspace', 'UFOREIGN', 'Refused by'],
])('the Approve of %s does not count', async (_, user, why) => {
  const whole = await begin()
  await asks(whole)
  expect(await whole.press(user, 'C1SHOP', 'Approve')).toContain(why)
  expect(whole.slack.messages('C1SHOP')).toHaveLength(1)
  expect(shown(whole.card('C1SHOP'))).toContain('0 of 1 approvals')
  await whole.stop()
  expect(whole.kube.writes()).toEqual([])
  expect(imageOf(whole, 'shop', 'web')).toBe(before)
})

test('two approvers press at once, and it runs once', async () => {
  const whole = await begin()
  await asks(whole)
  const told = await Promise.all([
    whole.press('U1ADA', 'C1SHOP', 'Approve'),
    whole.press('U1ABE', 'C1SHOP', 'Approve'),
  ])
  expect(told.filter((one) => one.includes('It runs now'))).toHaveLength(1)
  expect(told.filter((one) => one.includes('Nothing was done again'))).toHaveLength(1)
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(whole.kube.writes()).toHaveLength(1)
})

test('a double click runs once', async () => {
  const whole = await begin()
  await asks(whole)
  const card = whole.card('C1SHOP')
  await Promise.all([1, 2, 3].map(() => whole.slack.click('U1ADA', 'C1SHOP', card.ts, 'Approve')))
  await whole.slack.until(() => whole.slack.ephemerals('U1ADA').length === 3)
  await whole.cardSays('C1SHOP', 'Rollout done')
  const told = whole.slack.ephemerals('U1ADA').map(shown)
  expect(told.filter((one) => one.includes('It runs now'))).toHaveLength(1)
  expect(whole.kube.writes()).toHaveLength(1)
})

test('a click that Slack delivers twice is counted once and answered once', async () => {
  const whole = await begin()
  await asks(whole)
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.slack.again()
  await whole.cardSays('C1SHOP', 'Rollout done')
  await whole.stop()
  expect(whole.slack.ephemerals('U1ADA')).toHaveLength(1)
  expect(whole.kube.writes()).toHaveLength(1)
})

test('what a forged button says is looked up, and nothing is believed', async () => {
  const whole = await begin()
  const id = await asks(whole)
  const says = (action: object, channel = 'C1SHOP', user = 'U1ADA') => forge(whole, user, channel, action)
  expect(await says({ action_id: 'rm:approve', value: 'REQ-AAAAA' })).toContain(
    'There is no request REQ-AAAAA',
  )
  expect(await says({ action_id: 'rm:approve', value: '' })).toContain('There is no request')
  expect(await says({ action_id: 'rm:approve' })).toContain('There is no request')
  expect(await says({ action_id: 'rm:approve', value: `${id}' OR 1=1 --` })).toContain('There is no request')
  expect(await says({ action_id: 'rm:approve', value: 'x'.repeat(2_000) })).toContain('There is no request')
  expect(await says({ action_id: 'rm:execute', value: id })).toContain('I do not know this button')
  expect(await says({ action_id: 'other', value: id })).toContain('not one that I know')
  expect(await says({ action_id: 'rm:undo', value: id })).toContain('I do not know this operation')
  expect(await says({ action_id: 'rm:page', value: `${id}:1` })).toContain('not kept any more')
  expect(await says({ action_id: 'rm:confirm', value: id }, 'C1SHOP', 'U1OSCAR')).toContain(
    'your own request',
  )
  expect(await says({ action_id: 'rm:approve', value: id }, 'C1DEV')).toContain('belongs to another channel')
  expect(await says({ action_id: 'rm:approve', value: id }, 'C1RANDOM')).toContain(
    'belongs to another channel',
  )
  expect(await says({ action_id: 'rm:cancel', value: id }, 'C1SHOP', 'U1OLGA')).toContain(
    'Only the person who asked',
  )
  expect(await whole.cardSays('C1SHOP', 'Approval needed')).toContain('0 of 1 approvals')
  await whole.stop()
  expect(whole.kube.writes()).toEqual([])
})

test('an old button is told what has become of the request', async () => {
  const whole = await begin()
  const id = await asks(whole)
  whole.pass(16 * 60_000)
  await whole.cardSays('C1SHOP', '⌛ Expired')
  const late = await forge(whole, 'U1ADA', 'C1SHOP', { action_id: 'rm:approve', value: id })
  expect(late).toContain(`${id} has expired. Nothing was done; ask again`)

  const other = await asks(whole)
  expect(await whole.press('U1OSCAR', 'C1SHOP', 'Cancel')).toContain(
    `Cancelled ${other}. Nothing was changed.`,
  )
  const closed = await forge(whole, 'U1ADA', 'C1SHOP', { action_id: 'rm:approve', value: other })
  expect(closed).toContain('already cancelled')
  await whole.cardSays('C1SHOP', 'Cancelled by <@U1OSCAR>')
  await whole.stop()
  expect(whole.kube.writes()).toEqual([])
})

test('typed votes count as clicks do, in every place that reaches the target', async () => {
  const whole = await begin()
  const id = await wants(whole, 'scale deploy/web --replicas=2')
  expect(await whole.type('U1OSCAR', 'C1SHOP', `approve ${id}`)).toContain(
    'You cannot approve your own request',
  )
  expect(await whole.type('U1ADA', 'C1DEV', `approve ${id}`)).toContain('namespace')
  expect(await whole.type('U1ADA', 'C1PLATFORM', `approve ${id.toLowerCase()}`)).toContain('It runs now')
  await whole.cardSays('C1SHOP', '✅ Applied')
  expect(whole.object('Deployment', 'shop', 'web').spec).toMatchObject({ replicas: 2 })
})
