import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalise } from '../../src/core/words.ts'

test.each([
  ['logs api —tail 50', 'logs api --tail 50'],
  ['get pods –n shop', 'get pods -n shop'],
  ['get pods —namespace=shop', 'get pods --namespace=shop'],
  [
    'scale deploy/api —replicas=3 —reason “we — need it”',
    'scale deploy/api --replicas=3 --reason "we — need it"',
  ],
  ['logs deploy/api — web', 'logs deploy/api — web'],
  ['scale deploy/api --replicas=4 —', 'scale deploy/api --replicas=4 —'],
  ['get\u00a0pods\u200b -n\u3000shop', 'get pods  -n shop'],
  ['get pod api‑7d9f', 'get pod api-7d9f'],
  ['ｇｅｔ pods', 'get pods'],
])('a phone types %j', (typed, meant) => {
  expect(normalise(typed)).toBe(meant)
})

test.each([
  ['get pods -l a=b &amp;&amp; x', 'get pods -l a=b && x'],
  ['logs api -g &lt;!channel&gt;', 'logs api -g <!channel>'],
  ['logs api -g &amp;lt;', 'logs api -g &lt;'],
  ['get ing <http://shop.example.com|shop.example.com>', 'get ing shop.example.com'],
  ['logs api -g <https://shop.example.com/a?b>', 'logs api -g https://shop.example.com/a?b'],
  ['audit --user <mailto:bob@corp.example|bob@corp.example>', 'audit --user bob@corp.example'],
  ['audit --user <@U1|bob>', 'audit --user @U1'],
  ['audit --user <@U1>', 'audit --user @U1'],
  ['get pods <#C1|shop-ops>', 'get pods #C1'],
  ['get pods <!channel>', 'get pods @channel'],
  ['get pods <!subteam^S1|@ops>', 'get pods @ops'],
  ['logs api -g "a < b > c"', 'logs api -g "a < b > c"'],
])('Slack delivers %j', (sent, meant) => {
  expect(normalise(sent)).toBe(meant)
})

test.each([
  'kubectl get pods',
  'Kubectl get pods',
  'k get pods',
  '/k8s get pods',
  'k8s get pods',
  'K8s get pods',
  '<@U012AB3CD> k8s get pods',
  '<@U012AB3CD> get pods',
  '<@U012AB3CD|roundsman>: kubectl get pods',
  '```get pods```',
  '```\nget pods\n```',
  '<@U012AB3CD> `kubectl get pods`',
])('%j means get pods', (typed) => {
  expect(normalise(typed)).toBe('get pods')
})

test('words that only begin like a prefix stay', () => {
  expect(normalise('kubectlx get')).toBe('kubectlx get')
  expect(normalise('get k')).toBe('get k')
})

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
      expect(typeof normalise(text)).toBe('string')
    }),
  )
})

test('a very long line of prefixes comes to an end', () => {
  expect(normalise('k '.repeat(500_000))).toBe('')
})
