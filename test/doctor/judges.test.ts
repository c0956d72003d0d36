import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { judgeScopes, neededScopes } from '../../src/doctor/scopes.ts'
import { judgeSlack } from '../../src/doctor/slack-judge.ts'
import { judgeSkew } from '../../src/doctor/skew.ts'
import { judgeTooNarrow } from '../../src/doctor/too-narrow.ts'
import { judgeTooWide } from '../../src/doctor/too-wide.ts'
import { examineesOf } from '../../src/doctor/questions.ts'
import { rbacDocuments } from '../../src/rbac/documents.ts'
import { policy } from '../support/policy.ts'

const rule = (verbs: string[], apiGroups: string[], resources: string[], resourceNames: string[] = []) => ({
  verbs,
  apiGroups,
  resources,
  resourceNames,
})
const at = { policy, cluster: 'demo' }

const printed = (plain: boolean) =>
  rbacDocuments({ policy, cluster: 'demo', plain, anyUser: false, also: [] })
    .flatMap(({ rules = [] }) => rules)
    .map(({ verbs, apiGroups, resources, resourceNames = [] }) =>
      rule([...verbs], [...apiGroups], [...resources], [...resourceNames]),
    )

test('what is printed is neither too wide nor too narrow', () => {
  expect(judgeTooWide(printed(false), at)).toEqual([])
  const inside = new Map(['shop', 'dev'].map((name) => [name, printed(false)]))
  const narrow = judgeTooNarrow({ ...at, version: 'v1.37.2', everywhere: printed(false), inside })
  expect(narrow.map(({ level }) => level)).toEqual(['ok'])
})

test('plain impersonation is right before 1.36, and too wide from then on', () => {
  const plain = { ...at, everywhere: printed(true), inside: new Map() }
  expect(judgeTooNarrow({ ...plain, version: 'v1.35.9' }).map(({ level }) => level)).toEqual(['ok'])
  expect(judgeTooNarrow({ ...plain, version: 'v1.36.0+k3s1' })[0]?.says).toContain('TOO WIDE')
})

test('the constrained form is nothing to a cluster before 1.36', () => {
  const old = { ...at, version: 'v1.35.2', everywhere: printed(false), inside: new Map() }
  expect(judgeTooNarrow(old)).toMatchObject([{ level: 'wrong', mend: expect.stringContaining('--plain') }])
})

test('every verb that is not there is named', () => {
  const without = printed(false).map((one) => ({
    ...one,
    verbs: one.verbs.filter((verb) => verb !== 'impersonate-on:user-info:watch'),
  }))
  const says = judgeTooNarrow({ ...at, version: null, everywhere: without, inside: new Map() }).map(
    (one) => one.says,
  )
  expect(says.join('\n')).toMatch(/lacks impersonate-on:user-info:watch on .*pods/)
})

test('a resource outside of the core group is named with its group', () => {
  const without = printed(false).filter(({ apiGroups }) => !apiGroups.includes('events.k8s.io'))
  const says = judgeTooNarrow({ ...at, version: null, everywhere: without, inside: new Map() }).map(
    (one) => one.says,
  )
  expect(says.join('\n')).toContain('on events.k8s.io/events')
})

test.each([
  ['connect ECONNREFUSED 10.0.0.1:443', 'cannot be tried'],
  ['getaddrinfo ENOTFOUND auth.proxy.example', 'cannot be tried'],
  ['HTTP 503', 'cannot be tried'],
  ['token_revoked', 'Slack does not accept the bot token'],
])('%s: the bot token %s', (reason, sentence) => {
  const facts = { socket: null, channels: [], people: [], strangeEmails: [], strangeGroups: [] }
  const [check] = judgeSlack({ ...facts, bot: { ok: false, reason } }, policy, 0)
  expect(check?.says).toContain(sentence)
  expect(check?.says).toContain(reason)
})

test.each([
  [rule(['get'], [''], ['secrets']), 'read Secrets in its own name'],
  [rule(['list'], ['*'], ['*']), 'read Secrets in its own name'],
  [rule(['impersonate'], [''], ['users']), 'act as any user'],
  [rule(['impersonate:user-info'], ['authentication.k8s.io'], ['groups']), 'system:masters too'],
  [rule(['impersonate'], [''], ['groups'], ['system:masters']), 'act as the group system:masters'],
  [rule(['impersonate:user-info'], ['authentication.k8s.io'], ['users'], ['carol']), 'act as the user carol'],
  [
    rule(['impersonate'], [''], ['users', 'groups', 'serviceaccounts']),
    'act as users, groups, serviceaccounts',
  ],
  [rule(['impersonate:arbitrary-node'], ['authentication.k8s.io'], ['nodes']), 'act as nodes'],
  [rule(['*'], ['apps'], ['deployments']), 'may * on deployments in the API groups apps'],
])('%j is too wide', (one, sentence) => {
  const checks = judgeTooWide([one], at)
  expect(checks.map(({ says }) => says).join('\n')).toContain(sentence)
  expect(
    checks.every(({ level, mend }) => level === 'wrong' && mend?.includes('npm run --silent rbac')),
  ).toBe(true)
})

test('Secrets in the name of others are too much when nobody has secrets:read', () => {
  const reach = rule(['impersonate-on:user-info:get'], [''], ['secrets'])
  expect(judgeTooWide([reach], at)).toEqual([])
  const { roles } = policy
  const nobody = { ...policy, roles: { ...roles, admin: { permissions: [], limits: {} } } }
  expect(judgeTooWide([reach], { ...at, policy: nobody })).toHaveLength(1)
})

test('what every account may is not too wide', () => {
  const basics = [
    rule(['create'], ['authorization.k8s.io'], ['selfsubjectaccessreviews', 'selfsubjectrulesreviews']),
    rule(['get', 'list', 'watch'], ['certificates.k8s.io'], ['clustertrustbundles']),
  ]
  expect(judgeTooWide(basics, at)).toEqual([])
})

test('the doctor looks for the scopes of the Slack app', () => {
  const manifest = parse(readFileSync('manifests/slack-app.yaml', 'utf8'))
  const scopes: string[] = manifest.oauth_config.scopes.bot
  expect([...Object.keys(neededScopes), 'usergroups:read'].toSorted()).toEqual(scopes)
  expect(judgeScopes(scopes, policy)).toMatchObject([{ level: 'ok' }])
  expect(judgeScopes([...scopes, 'admin.users:write'], policy)).toMatchObject([{ level: 'note' }])
  const without = scopes.filter((scope) => scope !== 'usergroups:read')
  expect(judgeScopes(without, policy)).toMatchObject([{ level: 'note' }])
  const grouped = { ...policy, people: [{ usergroup: 'S1', kubernetes: { groups: [] }, clusters: {} }] }
  expect(judgeScopes(without, grouped)).toMatchObject([{ level: 'wrong' }])
  expect(judgeScopes(null, policy)).toMatchObject([{ level: 'note' }])
})

test.each([
  [2_000, 'ok'],
  [-30_000, 'note'],
  [301_000, 'wrong'],
])('clocks that differ by %d ms are %s', (ahead, level) => {
  expect(judgeSkew('Slack', 1_000_000 + ahead, 1_000_000)).toMatchObject([{ level }])
})

test('a time that nobody told is not judged', () => {
  expect(judgeSkew('Slack', null, 1_000_000)).toEqual([])
})

test('people are asked about once for each permission and place', () => {
  const [vera, ...rest] = examineesOf(policy, 'demo')
  expect(vera?.identity.user).toBe('vera@example.com')
  expect(vera?.questions.map(({ permission, namespace }) => `${permission} ${namespace}`)).toEqual([
    'objects:read shop',
    'logs:read shop',
    'objects:read dev',
    'logs:read dev',
  ])
  const people = [
    { email: 'eve@example.com', kubernetes: { groups: ['shop-viewers'] }, clusters: {} },
    { usergroup: 'S1', kubernetes: { groups: ['shop-viewers'] }, clusters: {} },
  ]
  expect(examineesOf({ ...policy, people }, 'demo').map(({ identity }) => identity.user)).toEqual([
    'eve@example.com',
  ])
  expect(rest.at(-1)?.questions.every(({ namespace }) => namespace === null)).toBe(true)
})
