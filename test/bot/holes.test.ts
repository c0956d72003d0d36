import { expect, test } from 'vitest'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import { Policy } from '../../src/core/policy.ts'
import { begin } from '../support/whole.ts'
import { companyPolicy } from '../support/whole/people.ts'
import { wants } from '../support/whole/steps.ts'

test('a filter sees only what is shown: it neither uncovers a secret nor answers a guess about one', async () => {
  const whole = await begin()
  const pods = () => whole.sandbox.store.list(resourceOf('Pod'), 'shop')
  await whole.slack.until(() => pods().some(({ metadata }) => metadata.name.startsWith('web-')))
  const pod = pods().find(({ metadata }) => metadata.name.startsWith('web-'))
  if (!pod) throw new Error('there is no web pod')
  for (const line of ['- name: DB_PASSWORD', '  value: correct-horse', 'password=hunter2'])
    whole.sandbox.logbook.append(pod, 'web', line)
  const logs = `logs ${pod.metadata.name} --tail 12`
  expect(await whole.type('U1OSCAR', 'C1SHOP', `${logs} | grep value:`)).not.toContain('correct-horse')
  expect(await whole.type('U1OSCAR', 'C1SHOP', `${logs} | grep hunter2`)).toContain('Nothing to show')
  expect(await whole.type('U1OSCAR', 'C1SHOP', `${logs} | grep hunter3`)).toContain('Nothing to show')
})

test('a filter on a change is refused, not forgotten', async () => {
  const whole = await begin()
  const told = await whole.type('U1OSCAR', 'C1DEV', 'scale deploy/web --replicas=3 | grep x')
  expect(told).toContain('no lines to filter')
})

test('the audit tells in a place only what the place reaches', async () => {
  const whole = await begin()
  await whole.type('U1OSCAR', 'C1DEV', 'get pods')
  await whole.type('U1OSCAR', 'C1SHOP', 'get services')
  const inShop = await whole.type('U1DANA', 'C1SHOP', 'audit')
  expect(inShop).toContain('get services')
  expect(inShop).not.toContain('get pods')
  expect(await whole.type('U1DANA', 'C1PLATFORM', 'audit')).toContain('get pods')
})

test('an unbound channel neither cancels a request nor tells what became of it', async () => {
  const whole = await begin()
  const id = await wants(whole, 'scale deploy/api --replicas=3')
  expect(await whole.type('U1OSCAR', 'C1RANDOM', `deny ${id} --reason no`)).toContain('bound to no cluster')
  expect(await whole.type('U1ADA', 'C1RANDOM', `approve ${id}`)).toContain('bound to no cluster')
  expect(await whole.type('U1OSCAR', 'C1RANDOM', 'help')).not.toContain('approve')
  expect(await whole.type('U1VERA', 'C1SHOP', 'help')).not.toContain('approve')
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'help')).toContain('approve')
  whole.card('C1SHOP')
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Approved by')
})

test('a stored result is decided anew when its buttons are pressed', async () => {
  const whole = await begin()
  await whole.type('U1OSCAR', 'C1SHOP', 'get pods')
  await whole.restart(
    Policy.parse({
      ...companyPolicy,
      grants: companyPolicy.grants.filter(({ role }) => role !== 'operator'),
    }),
  )
  expect(await whole.press('U1OSCAR', 'C1SHOP', 'rm:file')).toContain('you have no role there')
  expect(await whole.press('U1OSCAR', 'C1SHOP', 'rm:post')).toContain('you have no role there')
  expect(whole.slack.world.files).toEqual([])
  expect(whole.room('C1SHOP')).toEqual([])
})

test('where the bot is no member, nobody is sent to a card that never comes', async () => {
  const whole = await begin()
  whole.slack.world.channels.get('C1DEV')?.members.delete(whole.slack.world.botUser)
  expect(await whole.type('U1OSCAR', 'C1DEV', 'scale deploy/web --replicas=3')).toContain('Invite me')
  await whole.type('U1OSCAR', 'C1DEV', 'get pods')
  expect(await whole.press('U1OSCAR', 'C1DEV', 'rm:post')).toContain('Invite me')
})

test('what a form is filled with is data, whatever quotes a phone types', async () => {
  const whole = await begin()
  const { slack } = whole
  await slack.command('U1OSCAR', 'C1DEV', 'scale deploy/web')
  await slack.until(() => slack.form('U1OSCAR') !== undefined)
  const form = slack.form('U1OSCAR')
  await whole.hears('U1OSCAR', () =>
    slack.submit('U1OSCAR', form?.id ?? '', { replicas: '3', reason: 'the “new api” is 6” full -n shop' }),
  )
  const card = await whole.cardSays('C1DEV', 'Confirm')
  expect(card).toContain('the “new api” is 6” full -n shop')
})

test('a line that comes with a screenshot is answered too', async () => {
  const whole = await begin()
  await whole.slack.direct('U1VERA', 'get pods -n shop', { subtype: 'file_share' })
  await whole.slack.until(() => whole.room('D1VERA').some((text) => text.includes('pods')))
})
