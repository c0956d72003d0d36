import { expect, test } from 'vitest'
import { spell } from '../../src/bot/spell.ts'

test.for([
  [
    ['deploy/api'],
    { replicas: '3' },
    'shop',
    'scale deploy/api --replicas=3 --namespace=shop --cluster=demo',
  ],
  [['node/a'], {}, null, 'scale node/a --cluster=demo'],
  [
    ['deploy/api'],
    { reason: 'because', namespace: 'dev' },
    'shop',
    'scale deploy/api --namespace=shop --cluster=demo',
  ],
] as const)('%j with %j in %s is spelled out', ([words, flags, namespace, line]) => {
  expect(spell('scale', words, flags, { cluster: 'demo', namespace })).toBe(line)
})
