import { expect, onTestFinished, test } from 'vitest'
import { createSlackClients } from '../../src/slack/clients.ts'
import { createDirectory } from '../../src/slack/directory.ts'
import { startFakeSlack } from '../support/fake-slack/fake-slack.ts'
import { createLog } from './bench.ts'

async function scene() {
  const slack = await startFakeSlack()
  onTestFinished(slack.stop)
  const { log, logged } = createLog()
  let ahead = 0
  const clients = createSlackClients({ botToken: slack.world.botToken, apiUrl: slack.apiUrl }, log)
  const directory = createDirectory(clients, { now: () => Date.now() + ahead }, log)
  const pass = (milliseconds: number): void => {
    ahead += milliseconds
  }
  return { slack, directory, logged, pass }
}

test('an account comes with its confirmed address and its user groups', async () => {
  const { directory } = await scene()
  expect(await directory.account('T1', 'UALICE', false)).toEqual({
    team: 'T1',
    user: 'UALICE',
    email: 'alice@shop.example',
    usergroups: ['SONCALL'],
    barred: null,
  })
})

test.each([
  ['UGONE', 'deactivated'],
  ['UROBOT', 'bot'],
  ['UFLOW', 'bot'],
  ['UGUEST', 'guest'],
  ['USINGLE', 'guest'],
  ['USTRANGE', 'stranger'],
  ['UNOBODY', 'unknown'],
])('%s may not act: %s', async (user, barred) => {
  const { directory } = await scene()
  expect(await directory.account('T1', user, false)).toMatchObject({ barred })
})

test('an address that is not confirmed, or of which Slack says nothing, is none', async () => {
  const { slack, directory } = await scene()
  slack.world.users.set('USILENT', { id: 'USILENT', team_id: 'T1', profile: { email: 'boss@shop.example' } })
  expect(await directory.account('T1', 'UUNSURE', false)).toMatchObject({ email: null })
  expect(await directory.account('T1', 'USILENT', false)).toMatchObject({ email: null })
})

test('an account of another company is told with its own workspace, whatever the payload said', async () => {
  const { directory } = await scene()
  expect(await directory.account('T1', 'UFOREIGN', false)).toMatchObject({ team: 'T2' })
})

test.each([
  ['users.info', { status: 503 }],
  ['users.info', { status: 429, retryAfter: 30 }],
  ['users.info', { drop: true }],
  ['users.info', { error: 'missing_scope' }],
  ['usergroups.list', { status: 503 }],
] as const)('when %s fails with %o, nobody is anybody', async (method, fault) => {
  const { slack, directory } = await scene()
  slack.fail(method, { ...fault, times: 1 })
  expect(await directory.account('T1', 'UALICE', false)).toBeUndefined()
  expect(await directory.account('T1', 'UALICE', false)).toMatchObject({ user: 'UALICE' })
})

test.each(['unknown_method', 'missing_scope', 'plan_upgrade_required'])(
  'without user groups (%s) nobody is in one, which is told once and asked again after ten minutes',
  async (error) => {
    const { slack, directory, logged, pass } = await scene()
    slack.fail('usergroups.list', { error, times: 1 })
    expect(await directory.account('T1', 'UALICE', true)).toMatchObject({ usergroups: [] })
    expect(await directory.account('T1', 'UALICE', true)).toMatchObject({ usergroups: [] })
    expect(slack.calls('usergroups.list')).toHaveLength(1)
    expect(logged.filter(({ message }) => message.includes('not to be had'))).toHaveLength(1)
    pass(601_000)
    expect(await directory.account('T1', 'UALICE', true)).toMatchObject({ usergroups: ['SONCALL'] })
  },
)

test('an account is remembered for a minute, and not at all for a vote', async () => {
  const { slack, directory, pass } = await scene()
  await Promise.all([directory.account('T1', 'UALICE', false), directory.account('T1', 'UALICE', false)])
  expect(slack.calls('users.info')).toHaveLength(1)
  slack.world.users.set('UALICE', { id: 'UALICE', team_id: 'T1', deleted: true, profile: {} })
  expect(await directory.account('T1', 'UALICE', false)).toMatchObject({ barred: null })
  expect(await directory.account('T1', 'UALICE', true)).toMatchObject({ barred: 'deactivated' })
  expect(await directory.account('T1', 'UALICE', false)).toMatchObject({ barred: 'deactivated' })
  pass(61_000)
  await directory.account('T1', 'UALICE', false)
  expect(slack.calls('users.info')).toHaveLength(3)
})

test('a channel shared with another company is known; one that Slack does not show is not known', async () => {
  const { slack, directory } = await scene()
  expect(await directory.isShared('CSHARED')).toBe(true)
  expect(await directory.isShared('COPS')).toBe(false)
  expect(await directory.isShared('DALICE')).toBe(false)
  expect(await directory.isShared('CNONE')).toBeUndefined()
  slack.fail('conversations.info', { status: 503, times: 1 })
  expect(await directory.isShared('COLD')).toBeUndefined()
})
