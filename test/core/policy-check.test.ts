import { expect, test } from 'vitest'
import { checkPolicy } from '../../src/core/policy-check.ts'
import { Policy } from '../../src/core/policy.ts'
import { policy } from '../support/policy.ts'

const clusters = ['demo', 'legacy']

const told = (change: Partial<Record<keyof Policy, unknown>>): readonly string[] =>
  checkPolicy(Policy.parse({ ...policy, ...change }), clusters).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )

test('a sound policy has nothing to tell', () => {
  expect(told({})).toEqual([])
})

test.for<[change: Partial<Record<keyof Policy, unknown>>, said: readonly string[]]>([
  [
    { grants: [{ role: 'viewr', groups: ['approver'], clusters: ['dem'], namespaces: ['*'] }] },
    [
      'grants.0.role: there is no role viewr. Did you mean viewer?',
      'grants.0.groups.0: nobody in people has the group approver. Did you mean approvers?',
      'grants.0.clusters.0: there is no cluster dem. Did you mean demo?',
    ],
  ],
  [
    { grants: [{ role: 'viewer', clusters: ['*'], namespaces: ['*'] }] },
    ['grants.0: is for nobody: name groups or people'],
  ],
  [
    { direct: { clusters: ['prod-*'], namespaces: ['*'] } },
    ["direct.clusters.0: no cluster's name matches prod-*."],
  ],
  [
    { approvals: [{ id: 'two', match: {}, votes: 2, from: { people: ['U1ADA', 'U1ADA'] } }] },
    ['approvals.0.votes: 2 votes are needed, but only 1 may vote'],
  ],
  [{ confirmExpires: '25h' }, ['confirmExpires: 25h is not more than 0s and at most 1d']],
])('of %j it tells %j', ([change, said]) => {
  expect(told(change)).toEqual(said)
})

test('a circle of roles is told of every role in it, and of none that only leads there', () => {
  const roles = { ...policy.roles, a: { extends: 'b' }, b: { extends: 'a' }, c: { extends: 'a' } }
  expect(told({ roles })).toEqual([
    'roles.a.extends: the roles extend each other in a circle: a → b → a',
    'roles.b.extends: the roles extend each other in a circle: b → a → b',
  ])
})
