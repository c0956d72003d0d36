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
  'label',
  'annotate',
  'autoscale',
  'top',
  'wait',
  'diff',
  'explain',
  'api-resources',
  'api-versions',
  'version',
  'cluster-info',
  'auth',
  'plugin',
  'deploy',
]
const pairs = [
  'set env',
  'set resources',
  'rollout pause',
  'rollout resume',
  'config view',
  'config use-context',
]

test.each([...verbs, ...pairs])('%s is refused with a reason and something else to type', (verb) => {
  expect(refusal([...verb.split(' '), 'x'])).toMatch(
    new RegExp(`^${verb} is not offered( yet)?: .+\\. Instead: .+\\.$`),
  )
})

test('verbs that are offered, and names of Object.prototype, are not refused', () => {
  expect(refusal(['get', 'pods'])).toBeUndefined()
  expect(refusal(['constructor'])).toBeUndefined()
  expect(refusal([])).toBeUndefined()
})

test('a capital letter of a phone changes nothing', () => {
  expect(refusal(['Exec', 'api'])).toMatch(/^exec is not offered/)
  expect(refusal(['Set', 'Env', 'deploy/api'])).toMatch(/^set env is not offered yet/)
})

test.each(['deploy/api', 'deploy', 'ns', 'api-7d9f'])('delete %s is refused: only pods can be', (target) => {
  expect(refusal(['delete', target])).toContain(
    `delete ${target} is not offered: only pods can be deleted here`,
  )
  expect(refusal(['rm', target])).toContain('Instead: delete pod NAME')
})

test.each([
  ['delete'],
  ['delete', 'pod', 'x'],
  ['delete', 'Pods'],
  ['delete', 'po/x'],
  ['config', 'sources'],
])('%s %s is not refused here', (...words) => {
  expect(refusal(words)).toBeUndefined()
})
