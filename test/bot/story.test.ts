import { expect, test } from 'vitest'
import { begin } from '../support/whole.ts'
import { arrow, asks, imageOf } from '../support/whole/steps.ts'

test('an image is refused to a viewer, asked for by an operator, approved, followed, told, undone and put back', async () => {
  const whole = await begin()
  const refused = await whole.type(
    'U1VERA',
    'C1SHOP',
    'set image deploy/web web=registry.example/shop/web:2.2.0',
  )
  expect(refused).toContain('workloads:write')
  expect(refused).toContain("Refused by Roundsman's policy (your role), not by Kubernetes")
  expect(whole.kube.seen.filter(({ method }) => method !== 'GET')).toEqual([])

  const id = await asks(whole, '2.2.0')
  const card = await whole.cardSays('C1SHOP', `Approval needed · ${id}`)
  expect(card).toMatch(arrow('registry.example/shop/web:2.1.0', 'registry.example/shop/web:2.2.0'))
  expect(card).toContain('<@U1ADA> <@U1ABE>')
  expect(imageOf(whole, 'shop', 'web')).toBe('registry.example/shop/web:2.1.0')

  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain('It runs now')
  const done = await whole.cardSays('C1SHOP', 'Rollout done: 1 of 1 pods available')
  expect(done).toContain('Approved by <@U1ADA>')
  expect(done).not.toContain('<@U1ABE>')
  expect(whole.slack.messages('C1SHOP').filter(({ thread_ts }) => thread_ts === undefined)).toHaveLength(1)
  expect(imageOf(whole, 'shop', 'web')).toBe('registry.example/shop/web:2.2.0')
  expect(whole.kube.writes()).toMatchObject([{ method: 'PATCH', person: 'oscar@example.com' }])
  await whole.slack.until(() => whole.room('C1SHOP').some((said) => /<@U1OSCAR>, set image/.test(said)))
  const first = whole.card('C1SHOP')
  expect(whole.slack.messages('C1SHOP').at(-1)?.thread_ts).toBe(first.ts)

  expect(await whole.press('U1OSCAR', 'C1SHOP', 'Undo')).toContain(`undo ${id}`)
  const undoing = await whole.cardSays('C1SHOP', `Approval needed · (?!${id})`)
  expect(undoing).toMatch(arrow('registry.example/shop/web:2.2.0', 'registry.example/shop/web:2.1.0'))
  expect(undoing).not.toMatch(arrow('registry.example/shop/web:2.1.0', 'registry.example/shop/web:2.2.0'))
  await whole.press('U1ABE', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(imageOf(whole, 'shop', 'web')).toBe('registry.example/shop/web:2.1.0')
  await whole.slack.until(() => JSON.stringify(first.blocks).includes('Undone by REQ-'))
  expect(JSON.stringify(first.blocks)).not.toContain('rm:undo')
  expect(whole.kube.writes()).toHaveLength(2)
})

test('a rollout that is under way when the bot ends is followed to its end by the next one', async () => {
  const whole = await begin()
  whole.kube.fate = ({ method, path, person }) =>
    method === 'GET' && person !== null && path.includes('watch=')
      ? { status: 500, message: 'no watch' }
      : undefined
  await asks(whole)
  whole.change('Deployment', 'shop', 'web', (object) => {
    Object.assign(object.spec ?? {}, { minReadySeconds: 40 })
  })
  await whole.press('U1OSCAR', 'C1SHOP', 'Cancel')
  await asks(whole)
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', '▸ Rollout')
  await whole.restart()
  expect(await whole.cardSays('C1SHOP', 'Rollout')).not.toContain('given up')
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(whole.kube.writes()).toHaveLength(1)
})
