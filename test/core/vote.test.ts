import { expect, test } from 'vitest'
import { judge } from '../../src/core/vote.ts'
import { approval } from '../support/approval.ts'
import { account, policy, team } from '../support/policy.ts'

const place = { channel: 'C1SHOP', direct: false }

function cast(user: string, verdict: 'approve' | 'deny' = 'approve', request = approval(), now = 1_000) {
  return judge(policy, request, { account: account(user), verdict, place, now })
}

const confirm = approval({
  requirement: { ...approval().requirement, ruleId: 'own-confirm', votes: 0, groups: [], allowSelf: true },
})
const two = approval({
  requirement: { ...approval().requirement, votes: 2, groups: ['approvers', 'cluster-admins'] },
})
const adaVoted = { by: { team, user: 'U1ADA' }, verdict: 'approve', reason: null, at: 1 } as const

test.for([
  ['an approver approves', cast('U1ADA'), { kind: 'approved' }],
  ['an approver denies', cast('U1ADA', 'deny'), { kind: 'denied' }],
  ['the requester cancels', cast('U1OSCAR', 'deny'), { kind: 'cancelled' }],
  ['the requester confirms an own Confirm', cast('U1OSCAR', 'approve', confirm), { kind: 'approved' }],
  ['one of two is not enough', cast('U1ADA', 'approve', two), { kind: 'counted', missing: 1 }],
  ['the second of two is', cast('U1DANA', 'approve', { ...two, votes: [adaVoted] }), { kind: 'approved' }],
  ['nobody votes twice', cast('U1ADA', 'approve', { ...two, votes: [adaVoted] }), { kind: 'repeated' }],
  ['one denial of two is the end', cast('U1DANA', 'deny', { ...two, votes: [adaVoted] }), { kind: 'denied' }],
  ['a click at the very end is too late', cast('U1ADA', 'approve', approval(), 900_000), { kind: 'expired' }],
  [
    'a decided request stays decided',
    cast('U1ADA', 'approve', approval({ state: 'approved' })),
    { kind: 'closed' },
  ],
  [
    'an expired one is told apart',
    cast('U1ADA', 'approve', approval({ state: 'expired' })),
    { kind: 'expired' },
  ],
] as const)('%s', ([, verdict, expected]) => {
  expect(verdict).toEqual(expected)
})

test.for([
  ['the requester approves', cast('U1OSCAR'), 'approvers'],
  ['another operator approves', cast('U1OLGA'), 'permission'],
  ['a viewer approves', cast('U1VERA'), 'permission'],
  ['a viewer denies', cast('U1VERA', 'deny'), 'permission'],
  ['somebody may vote but is not named by the rule', cast('U1DANA'), 'approvers'],
  ['somebody else confirms an own Confirm', cast('U1OLGA', 'approve', confirm), 'approvers'],
  ['somebody unknown approves', cast('U1GUS'), 'person'],
] as const)('refused: %s', ([, verdict, by]) => {
  expect(verdict).toMatchObject({ kind: 'refused', denial: { by } })
})

test('an approver who asked may not approve, unless the rule says so', () => {
  const own = approval({ requester: { team, user: 'U1ADA' } })
  expect(cast('U1ADA', 'approve', own)).toMatchObject({ kind: 'refused' })
  const allowed = { ...own, requirement: { ...own.requirement, allowSelf: true } }
  expect(cast('U1ADA', 'approve', allowed)).toEqual({ kind: 'approved' })
})

test('a vote from another place than the target’s fence is refused', () => {
  const elsewhere = {
    account: account('U1ADA'),
    verdict: 'approve',
    place: { channel: 'C1DEV', direct: false },
    now: 1,
  } as const
  expect(judge(policy, approval(), elsewhere)).toMatchObject({ kind: 'refused', denial: { by: 'namespace' } })
})
