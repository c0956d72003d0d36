import { expect, test } from 'vitest'
import { isWrite, risks, worse } from '../../src/core/risk.ts'

test('a plan raises a risk and never lowers it', () => {
  expect(worse('change', 'destroy')).toBe('destroy')
  expect(worse('destroy', 'change')).toBe('destroy')
  expect(worse('sensitive', 'sensitive')).toBe('sensitive')
})

test('what changes the cluster is a write, however secret what is read may be', () => {
  expect(risks.filter(isWrite)).toEqual(['change', 'destroy', 'admin'])
})
