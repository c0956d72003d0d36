import { expect, test } from 'vitest'
import { createLastGood } from '../../src/kube/last-good.ts'

test('keeps the newest two hundred answers', () => {
  const kept = createLastGood(() => 0)
  for (let index = 0; index <= 200; index += 1) kept.put(`k${index}`, 'x')
  expect(kept.get('k0')).toBeUndefined()
  expect(kept.get('k1')).toEqual({ body: 'x', ageMs: 0 })
})

test('keeps five million characters, and nothing that is a quarter of them', () => {
  const kept = createLastGood(() => 0)
  const large = 'x'.repeat(1_250_000)
  kept.put('larger', `${large}x`)
  expect(kept.get('larger')).toBeUndefined()
  for (const key of ['a', 'b', 'c', 'd', 'e']) kept.put(key, large)
  expect(kept.get('a')).toBeUndefined()
  expect(kept.get('b')?.body).toHaveLength(1_250_000)
  kept.put('b', 'small')
  kept.put('f', 'x'.repeat(1_249_000))
  expect(kept.get('c')).toBeDefined()
})

test('forgets what is older than ten minutes', () => {
  let now = 0
  const kept = createLastGood(() => now)
  kept.put('a', 'x')
  now = 600_000
  expect(kept.get('a')).toEqual({ body: 'x', ageMs: 600_000 })
  now = 600_001
  expect(kept.get('a')).toBeUndefined()
})
