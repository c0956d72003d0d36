import { expect, test } from 'vitest'
import { identify } from '../../src/core/identity.ts'
import { Policy } from '../../src/core/policy.ts'
import { account, policy, team } from '../support/policy.ts'

test('a Slack id is a Kubernetes user with groups', () => {
  expect(identify(policy, account('U1OSCAR'), 'demo')).toEqual({
    ok: true,
    value: { user: 'oscar@example.com', groups: ['shop-operators'] },
  })
})

test('a cluster may know somebody by another name', () => {
  expect(identify(policy, account('U1DANA'), 'legacy')).toMatchObject({
    value: { user: 'dana-old', groups: ['old-admins'] },
  })
})

test.for(['deactivated', 'bot', 'guest', 'stranger', 'foreign', 'unknown'] as const)(
  'an account that is %s is nobody, even when the policy names it',
  (barred) => {
    expect(identify(policy, account('U1OSCAR', { barred }), 'demo')).toMatchObject({
      ok: false,
      failure: { by: 'account' },
    })
  },
)

test('the same user id in another workspace is somebody else', () => {
  expect(identify(policy, account('U1OSCAR', { team: 'T9OTHER' }), 'demo')).toMatchObject({
    failure: { by: 'team' },
  })
})

test('a stranger to the policy is told so', () => {
  expect(identify(policy, account('U1GUS'), 'demo')).toMatchObject({
    failure: { by: 'person', message: expect.stringContaining('U1GUS') },
  })
})

const mixed = Policy.parse({
  ...policy,
  teams: [team],
  people: [
    { usergroup: 'S1SHOP', kubernetes: { groups: ['shop'] } },
    { usergroup: 'S1OPS', kubernetes: { groups: ['ops'] } },
    { email: 'kim@example.com', kubernetes: { user: 'kim', groups: ['mail'] } },
    { usergroup: 'S1LEFT', kubernetes: { user: 'left', groups: [] } },
    { usergroup: 'S1RIGHT', kubernetes: { user: 'right', groups: [] } },
  ],
})

test('user groups add up, and the user is the confirmed e-mail address', () => {
  const somebody = account('U1NEW', { email: 'new@example.com', usergroups: ['S1SHOP', 'S1OPS'] })
  expect(identify(mixed, somebody, 'demo')).toMatchObject({
    value: { user: 'new@example.com', groups: ['ops', 'shop'] },
  })
})

test('without a confirmed e-mail address a user group alone makes nobody a user', () => {
  expect(identify(mixed, account('U1NEW', { usergroups: ['S1SHOP'] }), 'demo')).toMatchObject({
    failure: { by: 'person' },
  })
})

test('an e-mail entry is found whatever the case, and only by a confirmed address', () => {
  expect(identify(mixed, account('U1KIM', { email: 'Kim@Example.com' }), 'demo')).toMatchObject({
    value: { user: 'kim' },
  })
  expect(identify(mixed, account('U1KIM'), 'demo')).toMatchObject({ ok: false })
})

test('two different users for one person are refused, not chosen between', () => {
  const torn = account('U1TORN', { usergroups: ['S1LEFT', 'S1RIGHT'] })
  expect(identify(mixed, torn, 'demo')).toMatchObject({
    failure: { message: expect.stringContaining('two different') },
  })
})

test('an e-mail address cannot make somebody the system', () => {
  const sly = account('U1SLY', { email: 'system:admin', usergroups: ['S1SHOP'] })
  expect(identify(mixed, sly, 'demo')).toMatchObject({ ok: false })
})
