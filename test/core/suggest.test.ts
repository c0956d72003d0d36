import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { closest, didYouMean } from '../../src/core/suggest.ts'

const verbs = ['get', 'describe', 'logs', 'scale', 'rollout', 'whoami']

test.each([
  ['gte', 'get'],
  ['GET', 'get'],
  ['lgos', 'logs'],
  ['desribe', 'describe'],
  ['rolout', 'rollout'],
  ['whomai', 'whoami'],
])('%s most likely meant %s', (typed, meant) => {
  expect(closest(typed, verbs)).toBe(meant)
})

test('what is not near is not suggested', () => {
  expect(closest('deploy', verbs)).toBeUndefined()
  expect(closest('xx', verbs)).toBeUndefined()
  expect(didYouMean('deploy', verbs)).toBe('')
})

test('the nearest wins, and the first of equals', () => {
  expect(closest('api-wrker', ['api', 'api-worker', 'api-workers'])).toBe('api-worker')
  expect(didYouMean('prodeu', ['prod-eu', 'prod-us'])).toBe(' Did you mean prod-eu?')
})

test('a swap of any two neighbours is one slip', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6 }), (index) => {
      const word = 'describe'
      const slip = word.slice(0, index) + word.charAt(index + 1) + word.charAt(index) + word.slice(index + 2)
      expect(closest(slip, verbs)).toBe(word)
    }),
  )
})

test('a name of any length is answered', () => {
  expect(closest('x'.repeat(100_000), verbs)).toBeUndefined()
})
