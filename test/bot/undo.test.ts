import { expect, test } from 'vitest'
import { Policy } from '../../src/core/policy.ts'
import { begin, type Whole } from '../support/whole.ts'
import { companyPolicy } from '../support/whole/people.ts'
import { arrow, wants } from '../support/whole/steps.ts'

/** Oscar has run two copies of `web` in #dev, by his own Confirm. */
async function scaled(whole: Whole, to = 2): Promise<string> {
  const id = await wants(whole, `scale deploy/web --replicas=${to}`, 'U1OSCAR', 'C1DEV')
  await whole.press('U1OSCAR', 'C1DEV', 'Confirm')
  await whole.cardSays('C1DEV', 'Rollout done')
  return id
}

test('an undo is asked for once at a time, and offered no more when it is done', async () => {
  const whole = await begin()
  const id = await scaled(whole)
  const first = whole.card('C1DEV')
  await whole.press('U1OSCAR', 'C1DEV', 'Undo', first)
  const card = await whole.cardSays('C1DEV', `undo ${id}`)
  expect(card).toMatch(arrow('2', '1'))
  expect(await whole.press('U1OLGA', 'C1DEV', 'Undo', first)).toContain('already asks to undo this')
  await whole.press('U1OSCAR', 'C1DEV', 'Confirm')
  await whole.cardSays('C1DEV', 'Rollout done')
  await whole.slack.until(() => JSON.stringify(first.blocks).includes('Undone by'))
  expect(whole.object('Deployment', 'dev', 'web').spec).toMatchObject({ replicas: 1 })
  expect(JSON.stringify(first.blocks)).not.toContain('rm:undo')
  expect(whole.kube.writes()).toHaveLength(2)
})

test('what was changed since is shown before it is undone', async () => {
  const whole = await begin()
  await scaled(whole)
  whole.change('Deployment', 'dev', 'web', (object) => {
    Object.assign(Object(object.spec), { replicas: 4 })
  })
  await whole.press('U1OSCAR', 'C1DEV', 'Undo')
  const card = await whole.cardSays('C1DEV', 'Confirm · ')
  expect(card).toContain('changed by somebody since')
  expect(card).toMatch(arrow('4', '1'))
})

test('going back to nothing is destroying, and asks whom destroying asks', async () => {
  const destroying = { ...companyPolicy.approvals[0], id: 'dev-destroy', match: { risks: ['destroy'] } }
  const policy = Policy.parse({ ...companyPolicy, approvals: [...companyPolicy.approvals, destroying] })
  const whole = await begin({ policy })
  whole.change('Deployment', 'dev', 'web', (object) => {
    Object.assign(Object(object.spec), { replicas: 0 })
  })
  await scaled(whole)
  await whole.press('U1OSCAR', 'C1DEV', 'Undo')
  const card = await whole.cardSays('C1DEV', 'Approval needed')
  expect(card).toContain('destroy')
  expect(card).toContain('dev-destroy')
})

test('whoever may not change it may not undo it, and the cluster is not even asked', async () => {
  const whole = await begin()
  await scaled(whole)
  const asked = whole.kube.seen.length
  expect(await whole.press('U1VERA', 'C1DEV', 'Undo')).toContain("Refused by Roundsman's policy (your role)")
  expect(await whole.press('U1GUS', 'C1DEV', 'Undo')).toContain('Refused by')
  expect(whole.kube.seen.slice(asked).filter(({ person }) => person === 'vera@example.com')).toEqual([])
})

/** What somebody else does to `web` in #dev meanwhile. */
function moved(whole: Whole, replicas: number): void {
  whole.change('Deployment', 'dev', 'web', (object) => {
    Object.assign(Object(object.spec), { replicas })
  })
}

test('an undo is held to the limits of a role by what it does now, not by what it would have done', async () => {
  const whole = await begin()
  await scaled(whole)
  moved(whole, 20)
  const told = await whole.press('U1OSCAR', 'C1DEV', 'Undo')
  expect(told).toContain("Refused by Roundsman's policy")
  expect(told).toMatch(/\b10\b/)
  expect(whole.kube.writes()).toHaveLength(1)
})

test('an undo says what it does, warns as the typed line does, and its own undo goes back to where it came from', async () => {
  const whole = await begin()
  const id = await scaled(whole)
  moved(whole, 4)
  await whole.press('U1OSCAR', 'C1DEV', 'Undo')
  const card = await whole.cardSays('C1DEV', 'Confirm · ')
  expect(card).toContain(`undo ${id}: scale deployment/web 4 → 1`)
  expect(card).toContain('3 pods of 4 end.')
  expect(card).toContain('undo of an earlier change')
  const undone = /REQ-[A-Z0-9]+/.exec(card)?.[0]
  await whole.press('U1OSCAR', 'C1DEV', 'Confirm')
  await whole.cardSays('C1DEV', 'Rollout done')
  await whole.press('U1OSCAR', 'C1DEV', 'Undo', whole.card('C1DEV'))
  await whole.cardSays('C1DEV', `undo ${undone}: scale deployment/web 1 → 4`)
  expect(await whole.type('U1DANA', 'C1PLATFORM', 'audit')).toContain(`undo ${id}`)
})

test('the images of an undo go back to those that ran before it', async () => {
  const whole = await begin()
  const image = (tag: string) => `registry.example/shop/web:${tag}`
  const id = await wants(whole, `set image deploy/web web=${image('2.2.0')}`, 'U1OSCAR', 'C1DEV')
  await whole.press('U1OSCAR', 'C1DEV', 'Confirm')
  await whole.cardSays('C1DEV', 'Rollout done')
  whole.change('Deployment', 'dev', 'web', (object) => {
    object.spec = JSON.parse(JSON.stringify(object.spec).replace('web:2.2.0', 'web:2.2.1'))
  })
  await whole.press('U1OSCAR', 'C1DEV', 'Undo')
  const card = await whole.cardSays('C1DEV', `undo ${id}: set image deployment/web web → ${image('2.1.0')}`)
  expect(card).toMatch(arrow(image('2.2.1'), image('2.1.0')))
  await whole.press('U1OSCAR', 'C1DEV', 'Confirm')
  await whole.cardSays('C1DEV', 'Rollout done')
  await whole.press('U1OSCAR', 'C1DEV', 'Undo', whole.card('C1DEV'))
  expect(await whole.cardSays('C1DEV', 'Confirm · ')).toContain(`web → ${image('2.2.1')}`)
})

test('a rule that wants to know why is not told by the machine: the way back is to be typed', async () => {
  const rule = {
    ...companyPolicy.approvals[0],
    id: 'dev-why',
    match: { namespaces: ['dev'] },
    reason: 'required',
  }
  const policy = Policy.parse({ ...companyPolicy, approvals: [...companyPolicy.approvals, rule] })
  const whole = await begin({ policy })
  await wants(whole, 'scale deploy/web --replicas=2 --reason "sale"', 'U1OSCAR', 'C1DEV')
  await whole.press('U1ADA', 'C1DEV', 'Approve')
  await whole.cardSays('C1DEV', 'Rollout done')
  const told = await whole.press('U1OSCAR', 'C1DEV', 'Undo')
  expect(told).toContain('The rule dev-why wants to know why. Nothing was done.')
  const line = /Type it instead: (.*) --reason/.exec(told)?.[1] ?? ''
  expect(line).toContain('scale deployment/web')
  await wants(whole, `${line} --reason "sale is over"`, 'U1OSCAR', 'C1DEV')
  expect(await whole.cardSays('C1DEV', 'Approval needed')).toMatch(arrow('2', '1'))
})

test('two who press Undo at once make one request', async () => {
  const whole = await begin()
  await scaled(whole)
  const first = whole.card('C1DEV')
  const told = await Promise.all(
    ['U1OSCAR', 'U1OLGA'].map((user) => whole.press(user, 'C1DEV', 'Undo', first)),
  )
  expect(told.filter((one) => one.includes('already asks to undo this'))).toHaveLength(1)
  await whole.stop()
  expect(whole.room('C1DEV').filter((one) => one.includes('Confirm · '))).toHaveLength(1)
})
