import { expect, test } from 'vitest'
import { begin } from '../support/whole.ts'
import { shown } from '../support/whole/shown.ts'
import { wants } from '../support/whole/steps.ts'

test('in a free namespace the person who asked confirms it themselves, and nobody else can', async () => {
  const whole = await begin()
  await wants(whole, 'scale deploy/web --replicas=2', 'U1OSCAR', 'C1DEV')
  expect(await whole.cardSays('C1DEV', 'Confirm ·')).toContain('your own Confirm')
  expect(await whole.press('U1ADA', 'C1DEV', 'Confirm')).toContain(
    'Only the person who asked for this can confirm it',
  )
  expect(await whole.press('U1OLGA', 'C1DEV', 'Cancel')).toContain(
    'Only the person who asked can cancel this',
  )
  expect(whole.kube.writes()).toEqual([])
  expect(await whole.press('U1OSCAR', 'C1DEV', 'Confirm')).toContain('It runs now')
  expect(await whole.cardSays('C1DEV', '✅ Applied')).toContain('Confirmed by <@U1OSCAR>')
  expect(whole.object('Deployment', 'dev', 'web').spec).toMatchObject({ replicas: 2 })
})

test('a cancelled request is over', async () => {
  const whole = await begin()
  const id = await wants(whole, 'scale deploy/web --replicas=2', 'U1OSCAR', 'C1DEV')
  expect(await whole.press('U1OSCAR', 'C1DEV', 'Cancel')).toBe(
    [`Cancelled ${id}. Nothing was changed.`, `Cancelled ${id}. Nothing was changed.`].join('\n'),
  )
  const card = await whole.cardSays('C1DEV', 'Cancelled ·')
  expect(card).not.toContain('\nConfirm')
  expect(await whole.type('U1OSCAR', 'C1DEV', `approve ${id}`)).toContain('already cancelled')
  expect(whole.kube.writes()).toEqual([])
})

test('a request whose time is up is closed, told in its thread, and cannot be confirmed', async () => {
  const whole = await begin()
  const id = await wants(whole, 'scale deploy/web --replicas=2', 'U1OSCAR', 'C1DEV')
  whole.pass(16 * 60_000)
  await whole.cardSays('C1DEV', '⌛ Expired')
  await whole.slack.until(() => whole.room('C1DEV').length === 2)
  expect(whole.room('C1DEV').at(-1)).toContain(id)
  expect(whole.slack.messages('C1DEV').at(-1)?.thread_ts).toBe(whole.card('C1DEV').ts)
  expect(await whole.type('U1OSCAR', 'C1DEV', `approve ${id}`)).toContain('has expired')
  expect(whole.kube.writes()).toEqual([])
})

test('a line without its number opens a form, and the form is the line', async () => {
  const whole = await begin()
  await whole.slack.command('U1OSCAR', 'C1DEV', 'scale deploy/web')
  await whole.slack.until(() => whole.slack.form('U1OSCAR'))
  const form = whole.slack.form('U1OSCAR')
  await whole.slack.submit('U1OSCAR', form?.id ?? '', { replicas: 'many', reason: '' })
  expect(whole.slack.form('U1OSCAR')?.errors).toEqual({ replicas: 'A whole number, such as 3.' })
  const told = await whole.hears('U1OSCAR', () =>
    whole.slack.submit('U1OSCAR', form?.id ?? '', { replicas: '2', reason: 'the "sale" <!channel>' }),
  )
  expect(told).toContain('press Confirm on the card in this channel')
  const card = await whole.cardSays('C1DEV', 'Confirm')
  // Shown as it was typed, and calling nobody.
  expect(card).toContain('the "sale" &lt;!channel&gt;')
  await whole.press('U1OSCAR', 'C1DEV', 'Confirm')
  await whole.cardSays('C1DEV', '✅ Applied')
  expect(whole.object('Deployment', 'dev', 'web').spec).toMatchObject({ replicas: 2 })
})

test('a form from before a restart is told to be too old, in the form', async () => {
  const whole = await begin()
  await whole.slack.command('U1OSCAR', 'C1DEV', 'scale deploy/web')
  await whole.slack.until(() => whole.slack.form('U1OSCAR'))
  await whole.restart()
  await whole.slack.submit('U1OSCAR', whole.slack.form('U1OSCAR')?.id ?? '', { replicas: '2' })
  expect(whole.slack.form('U1OSCAR')?.errors).toEqual({
    replicas: 'This form is too old: close it and type the line again.',
  })
})

test('a form that Slack does not open is told', async () => {
  const whole = await begin()
  whole.slack.fail('views.open', { error: 'expired_trigger_id', times: 1 })
  expect(await whole.type('U1OSCAR', 'C1DEV', 'scale deploy/web')).toContain('Slack did not open the form')
  expect(shown(whole.slack.messages('C1DEV').at(-1))).toBe('(nothing)')
})
