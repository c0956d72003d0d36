import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { age, duration, parseDuration } from '../../src/core/duration.ts'

test.each([
  ['90s', 90_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
  ['1h30m', 5_400_000],
  ['250ms', 250],
  ['0s', 0],
])('%s is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(['', '10', 'm', '1.5h', '-5m', '5m1h', '1 h', '10 minutes', '1e3s'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeUndefined()
  },
)

test.each([
  [0, '0s'],
  [108_000, '1m 48s'],
  [7_500_000, '2h 5m'],
  [7_201_000, '2h'],
  [259_200_000, '3d'],
  [-5, '0s'],
])('%i ms reads as %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

const second = 1000
const day = 86_400 * second
test.each([
  [119 * second, '119s'],
  [120 * second, '2m'],
  [545 * second, '9m5s'],
  [179 * 60 * second, '179m'],
  [3 * 3600 * second, '3h'],
  [(7 * 3600 + 60) * second, '7h1m'],
  [47 * 3600 * second, '47h'],
  [2 * day, '2d'],
  [7.5 * day, '7d12h'],
  [729 * day, '729d'],
  [(2 * 365 + 40) * day, '2y40d'],
  [9 * 365 * day, '9y'],
])('%i ms old is %s, as kubectl says', (ms, text) => {
  expect(age(ms)).toBe(text)
})

test('an age below two minutes is a duration that can be typed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 119 }), (seconds) => {
      expect(parseDuration(age(seconds * second))).toBe(seconds * second)
    }),
  )
})
