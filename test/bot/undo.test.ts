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
