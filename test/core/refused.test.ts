import { expect, test } from 'vitest'
import { refusal } from '../../src/core/refused.ts'

const verbs = [
  'exec',
  'attach',
  'port-forward',
  'cp',
  'proxy',
  'edit',
  'debug',
  'apply',
  'create',
  'replace',
  'patch',
  'run',
  'drain',
]

test.each(verbs)('%s is refused with a reason and something else to type', (verb) => {
  expect(refusal(`${verb} x`)).toMatch(new RegExp(`^${verb} is not offered( yet)?: .+\\. Instead: .+\\.$`))
})

test('verbs that are offered, and names of Object.prototype, are not refused', () => {
  expect(refusal('get pods')).toBeUndefined()
  expect(refusal('constructor')).toBeUndefined()
  expect(refusal('')).toBeUndefined()
})
