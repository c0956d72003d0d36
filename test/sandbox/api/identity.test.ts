import { once } from 'node:events'
import { get } from 'node:https'
import { expect, test } from 'vitest'
import { type Ask, startSandbox, type TestSandbox } from '../../support/sandbox.ts'

const rbac = { apiGroup: 'rbac.authorization.k8s.io' }
const role = (name: string, rules: object[]) => ({ kind: 'ClusterRole', metadata: { name }, rules })
const bind = (name: string, subject: object) => ({
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { ...rbac, kind: 'ClusterRole', name },
  subjects: [subject],
})
const bot = { kind: 'ServiceAccount', name: 'roundsman', namespace: 'bots' }
const botName = 'system:serviceaccount:bots:roundsman'
const authentication = ['authentication.k8s.io']

function grantConstrained({ put }: TestSandbox): void {
  const info = ['impersonate:user-info']
  put(
    role('act', [
      { apiGroups: authentication, resources: ['users'], resourceNames: ['alice'], verbs: info },
      { apiGroups: authentication, resources: ['groups'], resourceNames: ['ops', 'shop'], verbs: info },
      { apiGroups: authentication, resources: ['userextras/roundsman.dev/request'], verbs: info },
      { apiGroups: [''], resources: ['pods'], verbs: ['impersonate-on:user-info:list'] },
    ]),
  )
  put(bind('act', bot))
  put(role('ops', [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]))
  put(bind('ops', { ...rbac, kind: 'Group', name: 'ops' }))
}

const as = (user: string, groups: string[] = [], more: Record<string, string> = {}): Ask => ({
  token: 'bot-token',
  headers: {
    'impersonate-user': user,
    ...(groups.length === 0 ? {} : { 'impersonate-group': groups }),
    ...more,
  },
})
const cannot = (verb: string, resource: string, group = '') =>
  `User "${botName}" cannot ${verb} resource "${resource}" in API group "${group}" at the cluster scope`

test.each([
  ['no token', {}],
  ['an unknown one', { authorization: 'Bearer nobody' }],
  ['no bearer', { authorization: 'Basic YTpi' }],
])('%s is nobody', async (_case, headers) => {
  const { ask } = await startSandbox()
  const answer = await ask('GET', '/api/v1/pods', { headers: { authorization: '', ...headers } })
  expect(answer).toMatchObject({ status: 401, body: { reason: 'Unauthorized', message: 'Unauthorized' } })
})

test.each([
  ['a page', { origin: 'https://evil.example' }],
  ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
])('%s is turned away even with a token', async (_case, headers) => {
  const { ask } = await startSandbox()
  expect((await ask('GET', '/version', { headers })).status).toBe(403)
})

test('a name that was bound to the loopback is turned away', async () => {
  const { port, caPem } = await startSandbox()
  const headers = { host: 'evil.example', authorization: 'Bearer admin-token' }
  const asked = get({ port, host: '127.0.0.1', servername: 'localhost', ca: caPem, headers, agent: false })
  const [answer] = await once(asked, 'response')
  answer.destroy()
  expect(answer.statusCode).toBe(403)
})

test('constrained impersonation reaches as far as the bot may, and tells the rest', async () => {
  const sandbox = await startSandbox()
  grantConstrained(sandbox)
  const read = async (path: string, asked: Ask) => {
    const { status, body } = await sandbox.ask('GET', path, asked)
    return { status, body }
  }
  const extra = { 'impersonate-extra-roundsman.dev%2Frequest': 'c-1' }
  expect(await read('/api/v1/pods', as('alice', ['ops', 'shop'], extra))).toMatchObject({ status: 200 })
  const pods = cannot('impersonate:user-info', 'groups', 'authentication.k8s.io')
  expect(await read('/api/v1/secrets', as('alice', ['ops']))).toMatchObject({
    status: 403,
    body: { message: `secrets is forbidden: ${cannot('impersonate-on:user-info:list', 'secrets')}` },
  })
  expect(await read('/api/v1/pods', as('bob'))).toMatchObject({
    body: {
      message: `users.authentication.k8s.io "bob" is forbidden: ${cannot('impersonate:user-info', 'users', 'authentication.k8s.io')}`,
    },
  })
  expect(await read('/api/v1/pods', as('alice', ['system:masters']))).toMatchObject({
    body: {
      message: `groups.authentication.k8s.io "system:masters" is forbidden: ${pods}: impersonating the system:masters group is not allowed`,
    },
  })
  // Alice without her group has no right of her own.
  expect(await read('/api/v1/pods', as('alice'))).toMatchObject({
    status: 403,
    body: {
      message:
        'pods is forbidden: User "alice" cannot list resource "pods" in API group "" at the cluster scope',
    },
  })
  expect(await read('/api/v1/pods', { token: 'bot-token' })).toMatchObject({ status: 403 })
})

test('the plain verb still works where the constrained one is not granted', async () => {
  const { ask, put } = await startSandbox()
  put(role('plain', [{ apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] }]))
  put(bind('plain', bot))
  const { status, body } = await ask('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    ...as('carol', ['a', 'b']),
    body: {},
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    status: { userInfo: { username: 'carol', groups: ['a', 'b', 'system:authenticated'] } },
  })
})

test('groups without a user are refused', async () => {
  const { ask } = await startSandbox()
  const answer = await ask('GET', '/api/v1/pods', { headers: { 'impersonate-group': 'ops' } })
  expect(answer).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('without impersonating a user name') },
  })
})

test('RBAC: names, subresources, namespaces and the reviews that explain them', async () => {
  const { ask, put } = await startSandbox()
  put({
    kind: 'Role',
    metadata: { name: 'r', namespace: 'shop' },
    rules: [
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['one'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
    ],
  })
  put({
    kind: 'RoleBinding',
    metadata: { name: 'r', namespace: 'shop' },
    roleRef: { ...rbac, kind: 'Role', name: 'r' },
    subjects: [{ ...rbac, kind: 'User', name: 'alice' }],
  })
  put({ kind: 'ConfigMap', metadata: { name: 'one', namespace: 'shop' } })
  const codes = async (path: string) => (await ask('GET', path, { token: 'alice-token' })).status
  expect(await codes('/api/v1/namespaces/shop/configmaps/one')).toBe(200)
  expect(await codes('/api/v1/namespaces/shop/configmaps/two')).toBe(403)
  expect(await codes('/api/v1/namespaces/default/configmaps/one')).toBe(403)
  expect(await codes('/api/v1/namespaces/shop/pods/p/log')).toBe(404)
  expect(await codes('/apis')).toBe(200)
  const refused = await ask('DELETE', '/api/v1/namespaces/shop/configmaps', { token: 'alice-token' })
  expect(refused.body).toMatchObject({
    message:
      'configmaps is forbidden: User "alice" cannot deletecollection resource "configmaps" in API group "" in the namespace "shop"',
  })
  const can = async (verb: string, name: string) => {
    const resourceAttributes = { verb, resource: 'configmaps', name, namespace: 'shop' }
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
    return (await ask('POST', path, { token: 'alice-token', body: { spec: { resourceAttributes } } })).body
  }
  expect(await can('get', 'one')).toMatchObject({
    status: { allowed: true, reason: 'RBAC: allowed by RoleBinding "r/shop" of Role "r" to User "alice"' },
  })
  expect(await can('delete', 'one')).toMatchObject({ status: { allowed: false } })
})
