import { expect, test } from 'vitest'
import { homeOf } from '../../src/bot/aim.ts'
import type { Fence } from '../../src/core/policy.ts'

test.for([
  [['shop', 'dev'], 'shop'],
  [['shop-*', 'dev'], 'dev'],
  [['*'], undefined],
] as const)('a line in a place of %j goes to %s', ([namespaces, home]) => {
  const fence: Fence = { clusters: ['demo'], namespaces: [...namespaces], ceiling: 'read' }
  expect(homeOf(fence)).toBe(home)
})

test('a place that is bound to nothing is nobody’s home', () => {
  expect(homeOf(undefined)).toBeUndefined()
})
