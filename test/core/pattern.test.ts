import { expect, test } from 'vitest'
import { covers, matches } from '../../src/core/pattern.ts'

test.for([
  ['*', 'anything', true],
  ['shop', 'shop', true],
  ['shop', 'shop-eu', false],
  ['shop*', 'shop', true],
  ['shop-*', 'shop-eu', true],
  ['shop-*', 'shop', false],
  ['s.op', 'shop', false],
] as const)('%s and %s: %s', ([pattern, name, expected]) => {
  expect(matches(pattern, name)).toBe(expected)
})

test.for([
  [['*'], null, true],
  [['shop', 'dev'], null, false],
  [['s*'], null, false],
  [['dev', 'shop-*'], 'shop-eu', true],
  [['dev'], 'shop', false],
  [[], 'shop', false],
] as const)('%j covers %s: %s', ([patterns, namespace, expected]) => {
  expect(covers(patterns, namespace)).toBe(expected)
})
