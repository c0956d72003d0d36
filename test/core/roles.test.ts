import { expect, test } from 'vitest'
import { Policy } from '../../src/core/policy.ts'
import { grantsOf, permissionsOf } from '../../src/core/roles.ts'
import { account, policy } from '../support/policy.ts'

test.for([
  ['viewer', ['clusters:read', 'logs:read', 'objects:read']],
  [
    'approver',
    ['approvals:vote', 'clusters:read', 'logs:read', 'objects:read', 'pods:delete', 'workloads:write'],
  ],
  ['nobody', []],
] as const)('the role %s may %j', ([role, may]) => {
  expect([...permissionsOf(policy, role)].toSorted()).toEqual(may)
})

test('roles that extend each other in a circle end', () => {
  const roles = {
    a: { extends: 'b', permissions: ['logs:read'] },
    b: { extends: 'a', permissions: ['objects:read'] },
  }
  const round = Policy.parse({ ...policy, roles })
  expect([...permissionsOf(round, 'b')].toSorted()).toEqual(['logs:read', 'objects:read'])
})

const everywhere = { clusters: ['*'], namespaces: ['*'] }
const granting = Policy.parse({
  ...policy,
  grants: [
    { role: 'viewer', people: ['U1VERA'], ...everywhere },
    { role: 'operator', groups: ['ops'], clusters: ['prod-*'], namespaces: ['shop'] },
  ],
})

test.for([
  ['U1VERA', [], 'demo', ['viewer']],
  ['U1VERA', ['ops'], 'prod-eu', ['viewer', 'operator']],
  ['U1OLGA', ['ops'], 'demo', []],
  ['U1OLGA', ['ops'], null, ['operator']],
  ['U1OLGA', ['op'], 'prod-eu', []],
] as const)('%s with the groups %j on %s is %j', ([user, groups, cluster, roles]) => {
  const identity = { user: 'somebody', groups }
  const found = grantsOf(granting, account(user), identity, cluster)
  expect(found.map(({ role }) => role)).toEqual(roles)
})
