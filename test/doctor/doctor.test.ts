import { writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test, vi } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { account, almighty, binding, openClinic, printedFor, role, shopPolicy } from './clinic.ts'

vi.setConfig({ testTimeout: 30_000 })

test('says of everything that it is well', async () => {
  const { doctor, bind } = await openClinic()
  bind(...printedFor(shopPolicy))
  const { code, said } = await doctor()
  expect(said).not.toMatch(/^ {2}(wrong|note)/m)
  expect(said).toContain('The bot token is accepted, for the workspace T1.')
  expect(said).toContain('The bot token has the scopes that it needs.')
  expect(said).toContain('The bot is in all 1 channels of the policy.')
  expect(said).toContain('is not there yet')
  expect(said).toContain('The bot may act for 2 people, by constrained impersonation.')
  expect(said).toContain('The bot may nothing that it is not for.')
  expect(said).toContain('Acting as alice works, and the cluster lets them do what the policy grants.')
  expect(said).toContain('differ by')
  expect(code).toBe(0)
})

test('tells what is wrong with Slack, all at once', async () => {
  const { doctor, bind, slack } = await openClinic()
  bind(...printedFor(shopPolicy))
  slack.world.scopes.delete('files:write')
  const policy = {
    ...shopPolicy,
    teams: ['T2'],
    people: [
      ...shopPolicy.people,
      { slack: 'UGONE', kubernetes: { user: 'alice' } },
      { slack: 'UNOBODY', kubernetes: { user: 'alice' } },
      { email: 'nobody@shop.example', kubernetes: { user: 'alice' } },
      { email: 'bob@shop.example', kubernetes: { user: 'bob' } },
      { usergroup: 'SONCALL', kubernetes: {} },
      { usergroup: 'SNONE', kubernetes: {} },
    ],
    channels: {
      ...shopPolicy.channels,
      CELSE: shopPolicy.channels.COPS,
      COLD: shopPolicy.channels.COPS,
      CNONE: shopPolicy.channels.COPS,
    },
  }
  const { code, said } = await doctor(policy, { SLACK_APP_TOKEN: 'xapp-stale' })
  expect(code).toBe(1)
  for (const sentence of [
    'for the workspace T1, which the policy does not serve',
    'Slack gives no socket for the app token: invalid_auth',
    'The scope files:write is missing',
    'The bot is not in the channel CELSE',
    'The channel COLD is archived',
    'The channel CNONE cannot be looked at: channel_not_found',
    'UGONE of the policy is deactivated to Slack',
    'UNOBODY of the policy is unknown to Slack',
    'No account has the address nobody@shop.example of the policy',
    'There is no user group SNONE in Slack',
  ])
    expect(said).toContain(sentence)
  expect(said).not.toContain('xapp-stale')
  expect(said).not.toMatch(/bob@shop|SONCALL in Slack/)
})

test('a token that Slack does not accept is one line, not twenty', async () => {
  const { doctor, bind } = await openClinic()
  bind(...printedFor(shopPolicy))
  const { code, said } = await doctor(shopPolicy, { SLACK_BOT_TOKEN: 'xoxb-stale' })
  expect(code).toBe(1)
  expect(said.match(/^ {2}wrong/gm)).toHaveLength(1)
  expect(said).toContain('Slack does not accept the bot token: invalid_auth.')
  expect(said).not.toContain('xoxb-stale')
})

test('a token that is not accepted and a Slack that is not well need different mending', async () => {
  const { doctor, bind, slack } = await openClinic()
  bind(...printedFor(shopPolicy))
  slack.fail('auth.test', { status: 503, times: 1 })
  slack.fail('apps.connections.open', { error: 'invalid_auth', times: 1 })
  const { code, said } = await doctor()
  expect(code).toBe(1)
  expect(said).toContain(
    'The bot token cannot be tried, because Slack does not answer as it should: HTTP 503.\n        → Is Slack reached from here?',
  )
  expect(said).toContain('for the app token: invalid_auth.\n        → Take an app-level token')
  expect(said).not.toContain('WARN')
})

test('a bot without rights is told what to apply', async () => {
  const { doctor } = await openClinic()
  const { code, said } = await doctor()
  expect(code).toBe(1)
  expect(said).toContain('The bot may act as nobody.')
  expect(said).toContain(
    'Run npm run --silent rbac -- --cluster demo > rbac.yaml, and then kubectl apply -f rbac.yaml.',
  )
  expect(said).toContain('Acting as alice does not work')
})

test('a bot with the whole cluster in its hands is told so', async () => {
  const { doctor, bind } = await openClinic()
  const [all] = almighty('far-too-much')
  bind(...printedFor(shopPolicy), ...(all === undefined ? [] : [all]), binding('far-too-much', account))
  const { code, said } = await doctor()
  expect(code).toBe(1)
  expect(said).toContain('TOO WIDE: the bot may * on * in the API groups *.')
  expect(said).toContain('TOO WIDE: the bot may read Secrets in its own name.')
  expect(said).toContain('TOO WIDE: the bot may act as a member of any group, system:masters too.')
})

test('rights of an older policy are too many and too few', async () => {
  const { doctor, bind } = await openClinic()
  const [alice] = shopPolicy.people
  const older = {
    ...shopPolicy,
    people: [alice, { slack: 'UOLD', kubernetes: { user: 'zoe', groups: ['viewers'] } }],
  }
  bind(...printedFor(older))
  const { code, said } = await doctor()
  expect(code).toBe(1)
  expect(said).toContain('TOO WIDE: the bot may act as the user zoe, unknown to the policy.')
  expect(said).toContain('The bot lacks impersonate:user-info on authentication.k8s.io/users bob everywhere.')
  expect(said).toContain('Acting as bob does not work')
  expect(said).toContain('Acting as alice works')
})

test('plain impersonation is too wide where the cluster knows better', async () => {
  const { doctor, bind } = await openClinic()
  bind(...printedFor(shopPolicy, true))
  const { code, said } = await doctor()
  expect(code).toBe(1)
  expect(said).toContain('TOO WIDE: the bot uses plain impersonation')
})

test('a person whom the cluster gives less than the policy is a surprise, not a fault', async () => {
  const { doctor, bind } = await openClinic()
  const people = [
    ...shopPolicy.people,
    { slack: 'UUNSURE', kubernetes: { user: 'eve', groups: ['readers'] } },
  ]
  const grants = [
    ...shopPolicy.grants,
    { role: 'viewer', groups: ['readers'], clusters: ['demo'], namespaces: ['shop'] },
  ]
  const policy = { ...shopPolicy, people, grants }
  bind(...printedFor(policy), role('readers', [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }]))
  bind(binding('readers', { kind: 'Group', name: 'readers' }))
  const { code, said } = await doctor(policy)
  expect(said).toContain('the cluster does not let them get pods/log in shop.')
  expect(code).toBe(0)
})

test('looks into the store that is there', async () => {
  const { doctor, bind, storeFile } = await openClinic()
  bind(...printedFor(shopPolicy))
  const store = await openStore({ file: storeFile })
  const event = {
    at: 1,
    requestId: 'c-1',
    actor: 'bot',
    kubernetesUser: null,
    risk: 'read',
    cluster: null,
    namespace: null,
    approvalId: null,
    detail: null,
  } as const
  for (const line of ['get pods', 'get nodes'])
    await store.audit.append({ ...event, line, action: 'command', outcome: 'allowed' })
  await store.close()
  expect((await doctor()).said).toContain('The audit is whole: 2 rows')

  const database = new DatabaseSync(storeFile)
  database.exec("update audit set line = 'get secrets' where seq = 2")
  database.close()
  const { code, said } = await doctor()
  expect(said).toContain('The audit is broken at row 2')
  expect(code).toBe(1)
})

test('a file that is no database, and a cluster that is away, are said in words', async () => {
  const { doctor, storeFile, sandbox } = await openClinic()
  writeFileSync(storeFile, 'not a database, but long enough to be looked at as one, which it is not')
  await sandbox.close()
  const { code, said } = await doctor()
  expect(code).toBe(1)
  expect(said).toContain('roundsman.db cannot be used: file is not a database')
  expect(said).toContain('demo cannot be used')
})

test('a mistake in the policy is told with its place, before anything is asked', async () => {
  const { doctor, slack } = await openClinic()
  const { code, said } = await doctor({ ...shopPolicy, colour: 'red' })
  expect(code).toBe(1)
  expect(said).toContain('colour: is not a known key')
  expect(slack.calls('auth.test')).toEqual([])
})
