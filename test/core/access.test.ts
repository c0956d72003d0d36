import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Ask, decide } from '../../src/core/access.ts'
import { Policy } from '../../src/core/policy.ts'
import { permissions, risks } from '../../src/core/risk.ts'
import { account, policy } from '../support/policy.ts'

const shop = { channel: 'C1SHOP', direct: false }
const dev = { channel: 'C1DEV', direct: false }
const platform = { channel: 'C1PLATFORM', direct: false }
const random = { channel: 'C1RANDOM', direct: false }
const direct = { channel: 'D1', direct: true }

const read: Ask = {
  permission: 'objects:read',
  risk: 'read',
  cluster: 'demo',
  namespace: 'shop',
  replicas: null,
}
const write: Ask = { ...read, permission: 'workloads:write', risk: 'change' }
const inDev: Ask = { ...write, namespace: 'dev' }

test.for([
  ['a viewer reads', 'U1VERA', shop, read],
  ['a direct message reads', 'U1VERA', direct, read],
  [
    'anybody whom the policy knows gets help anywhere',
    'U1VERA',
    random,
    { ...read, permission: 'bot:read', cluster: null },
  ],
  [
    'an admin reads the whole cluster in a channel that reaches it',
    'U1DANA',
    platform,
    { ...read, namespace: null },
  ],
  ['an approver votes', 'U1ADA', shop, { ...write, permission: 'approvals:vote' }],
] as const)('%s', ([, user, place, ask]) => {
  expect(decide(policy, account(user), place, ask)).toEqual({ kind: 'allow' })
})

test.for([
  ['a viewer writes', 'U1VERA', shop, write, 'permission'],
  ['somebody unknown asks for help', 'U1GUS', shop, { ...read, permission: 'bot:read' }, 'person'],
  ['an unbound channel', 'U1DANA', random, read, 'channel'],
  ['another namespace than the channel is bound to', 'U1OSCAR', shop, inDev, 'namespace'],
  [
    'the whole cluster from a channel that is bound to a namespace',
    'U1DANA',
    shop,
    { ...read, namespace: null },
    'namespace',
  ],
  ['another cluster', 'U1DANA', shop, { ...read, cluster: 'legacy' }, 'cluster'],
  ['a write where the ceiling is read', 'U1DANA', { channel: 'C1LOOK', direct: false }, write, 'ceiling'],
  ['a write in a direct message', 'U1DANA', direct, write, 'ceiling'],
  [
    'the whole cluster with a grant for namespaces',
    'U1OSCAR',
    platform,
    { ...read, namespace: null },
    'permission',
  ],
  ['more replicas than the role may', 'U1OSCAR', dev, { ...inDev, replicas: { from: 15, to: 21 } }, 'limit'],
  ['a bigger step than the role may', 'U1OSCAR', dev, { ...inDev, replicas: { from: 1, to: 12 } }, 'limit'],
  [
    'secrets without a grant for them',
    'U1OSCAR',
    shop,
    { ...read, permission: 'secrets:read', risk: 'sensitive' },
    'permission',
  ],
] as const)('refused: %s', ([, user, place, ask, by]) => {
  expect(decide(policy, account(user), place, ask)).toMatchObject({ kind: 'deny', denial: { by } })
})

test('a write in a protected namespace asks the approvers that the first matching rule names', () => {
  expect(decide(policy, account('U1OSCAR'), shop, write)).toEqual({
    kind: 'ask',
    requirement: {
      ruleId: 'shop-protected',
      votes: 1,
      groups: ['approvers'],
      people: [],
      usergroups: [],
      allowSelf: false,
      expiresInMs: 900_000,
      reason: 'optional',
    },
  })
})

test('a write anywhere else asks for an own Confirm', () => {
  expect(decide(policy, account('U1OSCAR'), dev, inDev)).toMatchObject({
    kind: 'ask',
    requirement: { votes: 0, expiresInMs: 300_000 },
  })
})

test('a write to the whole cluster is covered by a rule for any of its namespaces', () => {
  expect(decide(policy, account('U1DANA'), platform, { ...write, namespace: null })).toMatchObject({
    requirement: { ruleId: 'shop-protected' },
  })
})

test('a rule that names nobody refuses instead of letting everybody wait for ever', () => {
  const empty = Policy.parse({ ...policy, approvals: [{ id: 'nobody', match: {}, votes: 1, from: {} }] })
  expect(decide(empty, account('U1OSCAR'), dev, inDev)).toMatchObject({ denial: { by: 'approvers' } })
})

test('roles that extend each other in a circle end, and give what they say', () => {
  const circle = Policy.parse({
    ...policy,
    roles: { ...policy.roles, viewer: { extends: 'operator', permissions: ['objects:read'] } },
  })
  expect(decide(circle, account('U1VERA'), shop, read)).toEqual({ kind: 'allow' })
})

const anyAsk = fc.record({
  permission: fc.constantFrom(...permissions),
  risk: fc.constantFrom(...risks),
  cluster: fc.constantFrom('demo', 'legacy', 'elsewhere'),
  namespace: fc.constantFrom('shop', 'dev', 'kube-system', null),
  replicas: fc.constant(null),
})
const anyPlace = fc.constantFrom(shop, dev, platform, random, direct)

test('property: without a grant nothing but help is ever allowed or asked for', () => {
  const bare = Policy.parse({ ...policy, grants: [] })
  fc.assert(
    fc.property(anyAsk, anyPlace, fc.constantFrom('U1VERA', 'U1DANA'), (ask, place, user) => {
      const { kind } = decide(bare, account(user), place, ask)
      expect(kind === 'deny' || ask.permission === 'bot:read').toBe(true)
    }),
  )
})

test('property: no write is ever allowed without at least an own Confirm', () => {
  fc.assert(
    fc.property(anyAsk, anyPlace, (ask, place) => {
      if (['read', 'sensitive'].includes(ask.risk) || ['bot:read', 'approvals:vote'].includes(ask.permission))
        return
      expect(decide(policy, account('U1DANA'), place, ask).kind).not.toBe('allow')
    }),
  )
})
