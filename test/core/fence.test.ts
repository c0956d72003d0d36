import { expect, test } from 'vitest'
import type { Ask } from '../../src/core/access.ts'
import { fenceOf, insideFence } from '../../src/core/fence.ts'
import { policy } from '../support/policy.ts'

const ask: Ask = {
  permission: 'objects:read',
  risk: 'read',
  cluster: 'demo',
  namespace: 'shop',
  replicas: null,
}
const shop = { channel: 'C1SHOP', direct: false }
const platform = { channel: 'C1PLATFORM', direct: false }
const look = { channel: 'C1LOOK', direct: false }
const direct = { channel: 'D1', direct: true }

test.for([
  ['what a channel is bound to', shop, {}],
  ['the whole cluster, where all namespaces are bound', platform, { namespace: null, risk: 'admin' }],
  ['a question about the bot itself', shop, { cluster: null, namespace: null }],
  ['reading in a direct message', direct, { namespace: 'dev' }],
] as const)('%s is inside', ([, place, change]) => {
  expect(insideFence(fenceOf(policy, place), { ...ask, ...change })).toBeUndefined()
})

test.for([
  [{ channel: 'C1RANDOM', direct: false }, {}, 'channel', 'This channel is bound to no cluster'],
  [{ channel: 'D1', direct: false }, {}, 'channel', 'This channel is bound to no cluster'],
  [look, { risk: 'change' }, 'ceiling', 'This place allows read at most, and this is change.'],
  [direct, { risk: 'sensitive' }, 'ceiling', 'This place allows read at most, and this is sensitive.'],
  [shop, { risk: 'admin' }, 'ceiling', 'This place allows destroy at most, and this is admin.'],
  [shop, { cluster: 'legacy' }, 'cluster', 'This channel reaches demo only, not legacy.'],
  [shop, { namespace: 'dev' }, 'namespace', 'reaches the namespace shop only, not the namespace dev.'],
  [shop, { namespace: null }, 'namespace', 'reaches the namespace shop only, not the whole cluster.'],
] as const)('in %j, asking for %j is outside because of the %s', ([place, change, by, said]) => {
  const denial = insideFence(fenceOf(policy, place), { ...ask, ...change })
  expect(denial?.by).toBe(by)
  expect(denial?.message).toContain(said)
})
