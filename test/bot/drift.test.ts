import { expect, test } from 'vitest'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import { deployment } from '../../src/sandbox/world/workloads.ts'
import { add, namespace } from '../../src/sandbox/world/world.ts'
import { begin } from '../support/whole.ts'
import { shown } from '../support/whole/shown.ts'
import { arrow, asks, imageOf, wants } from '../support/whole/steps.ts'

test('what somebody else changed meanwhile voids the request, and the card shows what it would do now', async () => {
  const whole = await begin()
  await asks(whole, '2.2.0')
  whole.change('Deployment', 'shop', 'web', (object) => {
    const text = JSON.stringify(object.spec).replace('web:2.1.0', 'web:2.1.9')
    object.spec = JSON.parse(text)
  })
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  const card = await whole.cardSays('C1SHOP', '⚠ Void')
  expect(card).toContain('its spec was changed by somebody else')
  expect(card).toMatch(arrow('registry.example/shop/web:2.1.9', 'registry.example/shop/web:2.2.0'))
  expect(card).toContain('Nothing was changed; ask again')
  await whole.slack.until(() => whole.room('C1SHOP').length === 2)
  expect(whole.kube.writes()).toEqual([])
  expect(imageOf(whole, 'shop', 'web')).toBe('registry.example/shop/web:2.1.9')
})

test('an object that was deleted and made anew is another one', async () => {
  const whole = await begin()
  const id = await wants(whole, 'scale deploy/web --replicas=2')
  const { store } = whole.sandbox
  store.delete(
    resourceOf('Deployment'),
    { namespace: 'shop', name: 'web' },
    { propagationPolicy: 'Background' },
  )
  add(store, deployment({ namespace: 'shop', name: 'web', image: 'registry.example/shop/web:2.1.0' }))
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  const card = await whole.cardSays('C1SHOP', 'Void')
  expect(card).toContain(id)
  expect(card).toContain('the object was deleted and made anew')
  expect(whole.kube.writes()).toEqual([])
})

test('the noise of status and annotations voids nothing', async () => {
  const whole = await begin()
  await asks(whole, '2.2.0')
  for (const image of ['a', 'b', 'c']) {
    whole.change('Deployment', 'shop', 'web', (object) => {
      object.status = { ...Object(object.status), collisionCount: image.length }
      object.metadata.annotations = { ...object.metadata.annotations, noise: image }
    })
  }
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(imageOf(whole, 'shop', 'web')).toBe('registry.example/shop/web:2.2.0')
})

test('an autoscaler that moves the replicas does not void another image', async () => {
  const whole = await begin()
  await asks(whole, '2.2.0')
  whole.change('Deployment', 'shop', 'web', (object) => {
    Object.assign(Object(object.spec), { replicas: 3 })
  })
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(whole.object('Deployment', 'shop', 'web').spec).toMatchObject({ replicas: 3 })
  expect(imageOf(whole, 'shop', 'web')).toBe('registry.example/shop/web:2.2.0')
})

test('replicas that somebody else moved void a scale', async () => {
  const whole = await begin()
  await wants(whole, 'scale deploy/web --replicas=5')
  whole.change('Deployment', 'shop', 'web', (object) => {
    Object.assign(Object(object.spec), { replicas: 3 })
  })
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  expect(await whole.cardSays('C1SHOP', 'Void')).toContain('spec.replicas: 3 → 5')
  expect(whole.object('Deployment', 'shop', 'web').spec).toMatchObject({ replicas: 3 })
})

test('status that changes between the look and the write costs another look, not the request', async () => {
  const whole = await begin()
  await asks(whole, '2.2.0')
  let noise = 0
  whole.kube.before = async ({ method, path }) => {
    if (method !== 'PATCH' || path.includes('dryRun') || noise === 2) return
    noise += 1
    whole.change('Deployment', 'shop', 'web', (object) => {
      object.metadata.annotations = { ...object.metadata.annotations, noise: String(noise) }
    })
  }
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(noise).toBe(2)
  expect(shown(whole.card('C1SHOP'))).toContain('✅ Applied')
})

test('another cluster behind the same address is noticed before anything is written', async () => {
  const whole = await begin()
  await asks(whole, '2.2.0')
  const { store } = whole.sandbox
  const system = { namespace: '', name: 'kube-system' }
  store.delete(resourceOf('Namespace'), system, { propagationPolicy: 'Background' })
  await whole.slack.until(() => store.get(resourceOf('Namespace'), '', 'kube-system') === undefined)
  add(store, namespace('kube-system'))
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  expect(await whole.cardSays('C1SHOP', 'Void')).toContain('demo is another cluster now')
  expect(whole.kube.writes()).toEqual([])
})
