import { expect, test } from 'vitest'
import { driftOf } from '../../src/core/drift.ts'
import { plan } from '../support/approval.ts'

test('the same world lets the plan run', () => {
  expect(driftOf(plan(), plan())).toEqual([])
})

test.for([
  [{ clusterId: 'other' }, 'another cluster'],
  [{ uid: 'other' }, 'made anew'],
  [{ specHash: 'other' }, 'changed by somebody'],
  [{ diffHash: 'other' }, 'something different'],
] as const)('%o is drift', ([change, reason]) => {
  expect(driftOf(plan(), plan(change)).join()).toContain(reason)
})

test('what people only read on the card is no drift', () => {
  expect(driftOf(plan(), plan({ effects: ['3 pods'], warnings: ['HPA'], title: 'other' }))).toEqual([])
})
