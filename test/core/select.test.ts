import { expect, test } from 'vitest'
import { filterLines } from '../../src/core/select.ts'

const lines = ['NAME STATUS', 'api Running', 'web CrashLoopBackOff']
const plain = { pattern: 'Running', invert: false, ignoreCase: false }

test('without a filter everything stays', () => {
  expect(filterLines(lines, null, true)).toEqual(lines)
})

test('the header stays only when it is asked for', () => {
  expect(filterLines(lines, plain, true)).toEqual(['NAME STATUS', 'api Running'])
  expect(filterLines(lines, plain, false)).toEqual(['api Running'])
})

test('a filter can be turned around and can ignore case', () => {
  expect(filterLines(lines, { ...plain, invert: true }, true)).toEqual([
    'NAME STATUS',
    'web CrashLoopBackOff',
  ])
  expect(filterLines(lines, { pattern: 'crash', invert: false, ignoreCase: true }, false)).toEqual([
    'web CrashLoopBackOff',
  ])
})

test('the pattern is plain text', () => {
  expect(filterLines(['a.c', 'abc'], { pattern: 'a.c', invert: false, ignoreCase: false }, false)).toEqual([
    'a.c',
  ])
})
