import { expect, test } from 'vitest'
import { Policy } from '../../src/core/policy.ts'
import { begin, type Whole } from '../support/whole.ts'
import { companyPolicy } from '../support/whole/people.ts'
import { asks } from '../support/whole/steps.ts'

function withRule(change: object): Policy {
  const [rule] = companyPolicy.approvals
  return Policy.parse({ ...companyPolicy, approvals: [{ ...rule, ...change }] })
}

async function denies(whole: Whole, user: string): Promise<string> {
  const { slack } = whole
  await slack.click(user, 'C1SHOP', whole.card('C1SHOP').ts, 'Deny…')
  await slack.until(() => slack.form(user))
  return slack.form(user)?.id ?? ''
}

test('a denial needs a reason, and the person who asked reads it', async () => {
  const whole = await begin()
  const id = await asks(whole)
  const form = await denies(whole, 'U1ADA')
  await whole.slack.submit('U1ADA', form, { reason: '   ' })
  expect(whole.slack.form('U1ADA')?.errors).toEqual({ reason: 'Say why, for the person who asked.' })
  const told = await whole.hears('U1ADA', () =>
    whole.slack.submit('U1ADA', form, { reason: 'not during the sale' }),
  )
  expect(told).toContain(`Denied ${id}`)
  const card = await whole.cardSays('C1SHOP', '🚫 Denied')
  expect(card).toContain('Denied by <@U1ADA>')
  expect(card).toContain('not during the sale')
  await whole.slack.until(() => whole.room('C1SHOP').length === 2)
  expect(whole.room('C1SHOP')[1]).toContain('🚫 Denied: <@U1OSCAR>')
  expect(whole.room('C1SHOP')[1]).toContain('not during the sale')
  expect(whole.kube.writes()).toEqual([])
})

test('the form of somebody who may not deny changes nothing', async () => {
  const whole = await begin()
  await asks(whole)
  const form = await denies(whole, 'U1VERA')
  const told = await whole.hears('U1VERA', () => whole.slack.submit('U1VERA', form, { reason: 'no' }))
  expect(told).toContain('approvals:vote')
  await whole.cardSays('C1SHOP', 'Approval needed')
})

test('a typed denial without a reason says what is missing', async () => {
  const whole = await begin()
  const id = await asks(whole)
  expect(await whole.type('U1ADA', 'C1SHOP', `deny ${id}`)).toContain('reason is missing')
  await whole.cardSays('C1SHOP', 'Approval needed')
})

test('where two have to agree, one is not enough, and one twice is one', async () => {
  const whole = await begin({ policy: withRule({ votes: 2 }) })
  const id = await asks(whole)
  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain(`Counted: ${id} needs 1 more.`)
  await whole.cardSays('C1SHOP', '1 of 2 approvals')
  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain('already voted')
  expect(whole.kube.writes()).toEqual([])
  expect(await whole.press('U1ABE', 'C1SHOP', 'Approve')).toContain('It runs now')
  expect(await whole.cardSays('C1SHOP', '✅ Applied')).toContain('Approved by <@U1ADA>, <@U1ABE>')
  expect(whole.kube.writes()).toHaveLength(1)
})

test('approvers are reminded once at half time, and the requester hears when the time is up', async () => {
  const whole = await begin()
  const id = await asks(whole)
  whole.pass(8 * 60_000)
  await whole.slack.until(() => whole.room('C1SHOP').length === 2)
  expect(whole.room('C1SHOP')[1]).toContain('<@U1ADA>')
  whole.pass(60_000)
  await whole.restart()
  whole.pass(7 * 60_000)
  await whole.cardSays('C1SHOP', '⌛ Expired')
  await whole.slack.until(() => whole.room('C1SHOP').length === 3)
  expect(whole.room('C1SHOP')[2]).toContain(id)
  expect(whole.room('C1SHOP')[2]).toContain('<@U1OSCAR>')
  expect(whole.room('C1SHOP').filter((said) => said.includes('<@U1ADA>'))).toHaveLength(1)
})

test('a rule that changed since the request voids it at the click', async () => {
  const whole = await begin()
  const id = await asks(whole)
  await whole.restart(withRule({ votes: 2 }))
  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain(`${id} is void: the policy has changed`)
  expect(await whole.cardSays('C1SHOP', '⚠ Void')).toContain('the policy has changed since it was asked')
  expect(whole.kube.writes()).toEqual([])
})

test('a request whose time was up is expired, not void, even if its rule changed too', async () => {
  const whole = await begin()
  const id = await asks(whole)
  const card = whole.card('C1SHOP')
  await whole.stop()
  whole.pass(16 * 60_000)
  await whole.restart(withRule({ votes: 2 }))
  await whole.cardSays('C1SHOP', '⌛ Expired')
  expect(await whole.type('U1ADA', 'C1SHOP', `approve ${id}`)).toContain('has expired')
  expect(JSON.stringify(card.blocks)).not.toContain('rm:approve')
})

test('a requester who lost the role cannot have it approved any more', async () => {
  const whole = await begin()
  await asks(whole)
  const people = companyPolicy.people.map((one) =>
    one.slack === 'U1OSCAR'
      ? { ...one, kubernetes: { user: 'oscar@example.com', groups: ['shop-viewers'] } }
      : one,
  )
  await whole.restart(Policy.parse({ ...companyPolicy, people }))
  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain('the requester may not do this any more')
  await whole.cardSays('C1SHOP', '⚠ Void')
  expect(whole.kube.writes()).toEqual([])
})

test('an approver who was deactivated between the vote and the run does not count', async () => {
  const whole = await begin({ policy: withRule({ votes: 2 }) })
  await asks(whole)
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  const ada = whole.slack.world.users.get('U1ADA')
  if (ada) whole.slack.world.users.set('U1ADA', { ...ada, deleted: true })
  await whole.press('U1ABE', 'C1SHOP', 'Approve')
  const card = await whole.cardSays('C1SHOP', '❌ Failed')
  expect(card).toContain('The approval of U1ADA does not count any more')
  expect(whole.kube.writes()).toEqual([])
})
