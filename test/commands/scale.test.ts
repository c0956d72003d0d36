import { expect, test } from 'vitest'
import { scale } from '../../src/commands/scale.ts'

test('a form asks for what was left out, but not when the number stands there without its flag', () => {
  expect(scale.form?.({ target: [] })).not.toBeNull()
  expect(scale.form?.({ target: ['deploy/api'] })).not.toBeNull()
  expect(scale.form?.({ target: ['deploy/api', '5'] })).toBeNull()
  expect(scale.form?.({ target: ['deploy/api'], replicas: '5' })).toBeNull()
})
