import { expect, test } from 'vitest'
import { hashOf } from '../../src/bot/hash.ts'

test('the order of keys changes nothing, and everything else does', () => {
  const hash = hashOf({ a: 1, b: { c: [1, 2], d: null } })
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(hashOf({ b: { d: null, c: [1, 2] }, a: 1 })).toBe(hash)
  for (const other of [
    { a: 1, b: { c: [2, 1], d: null } },
    { a: '1', b: { c: [1, 2], d: null } },
    { a: 1 },
    null,
  ])
    expect(hashOf(other)).not.toBe(hash)
})
