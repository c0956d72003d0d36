import { expect, test } from 'vitest'
import type { Session } from '../../src/bot/cluster.ts'
import { callerHeaders } from '../../src/kube/headers.ts'
import { connect, fakeServer } from './fake-server.ts'
import { alice, configMap, configMaps, inShop, pods } from './samples.ts'

const never = new AbortController().signal
const paths: [string, (session: Session) => Promise<unknown>][] = [
  ['get', (session) => session.get(inShop(pods, 'api-1'))],
  ['list', (session) => session.list(pods, { namespace: 'shop' })],
  ['table', (session) => session.table(pods, { namespace: 'shop' })],
  ['logs', (session) => session.logs(inShop(pods, 'api-1'), {})],
  ['watch', (session) => session.watch(pods, { namespace: 'shop' }, () => {}, never)],
  ['can', (session) => session.can('get', pods, { namespace: 'shop' })],
  ['create', (session) => session.create(configMaps, configMap('a'))],
  ['apply', (session) => session.apply(inShop(configMaps, 'a'), configMap('a'))],
  ['patch', (session) => session.patch(inShop(pods, 'a'), { verb: 'patch', type: 'merge', body: {} })],
  ['scale', (session) => session.scale(inShop(pods, 'a'), 1)],
  ['evict', (session) => session.evict(inShop(pods, 'a'))],
  ['remove', (session) => session.remove(inShop(pods, 'a'))],
]

test.each(paths)('%s is made as the person, with one line per group', async (_verb, ask) => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  await ask(cluster.as(alice, 'c-7F2A'))
  const impersonation = server.seen[0]?.lines.filter(([name]) => name.startsWith('impersonate-'))
  expect(impersonation).toEqual([
    ['impersonate-user', 'alice'],
    ['impersonate-group', 'ops'],
    ['impersonate-group', 'shop'],
    ['impersonate-extra-roundsman.dev%2frequest', 'c-7F2A'],
  ])
  expect(server.seen[0]?.lines).toContainEqual(['authorization', 'Bearer token'])
})

test('the bot asks for itself without impersonation', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ body: { metadata: { name: 'kube-system', uid: 'u-1' } } })
  expect(await cluster.id()).toEqual({ ok: true, value: 'u-1' })
  expect(server.seen[0]?.lines.some(([name]) => name.startsWith('impersonate-'))).toBe(false)
  await cluster.id()
  expect(server.seen).toHaveLength(1)
})

test.each(['', ' alice', 'alice ', 'alice\r\nImpersonate-Group: system:masters', 'al\0ice', '\ud800'])(
  'a name that would arrive as another is not sent: %j',
  async (name) => {
    const server = await fakeServer()
    const { cluster } = connect(server)
    const asUser = await cluster.as({ user: name, groups: [] }, 'c-1').get(inShop(pods, 'a'))
    const asGroup = await cluster.as({ user: 'alice', groups: [name] }, 'c-1').remove(inShop(pods, 'a'))
    for (const answer of [asUser, asGroup])
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    expect(server.seen).toHaveLength(0)
  },
)

test('letters beyond ASCII go out as their UTF-8 bytes', () => {
  const headers = callerHeaders({ identity: { user: 'zoë', groups: ['日本'] }, requestId: 'c-1' })
  expect(headers).toMatchObject({
    value: {
      'impersonate-user': 'zo\u00c3\u00ab',
      'impersonate-group': ['\u00e6\u0097\u00a5\u00e6\u009c\u00ac'],
    },
  })
})
