import { expect, test } from 'vitest'
import { connect, fakeServer } from './fake-server.ts'
import { alice, configMap, configMaps, pods } from './samples.ts'

const never = new AbortController().signal
const shop = { namespace: 'shop' }
const line = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`

test('asks for bookmarks and an end, tells events and keeps bookmarks to itself', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  const bookmark = { kind: 'ConfigMap', metadata: { resourceVersion: '9' } }
  server.answer({
    body: line('ADDED', configMap('ä')) + line('BOOKMARK', bookmark) + line('DELETED', configMap('b')),
  })
  const seen: string[] = []
  const answer = await cluster
    .as(alice, 'c-1')
    .watch(
      configMaps,
      { ...shop, resourceVersion: '7', labelSelector: 'a=b' },
      ({ type, object }) => seen.push(`${type} ${object.metadata.name}`),
      never,
    )
  expect(answer).toEqual({ ok: true, value: null })
  expect(seen).toEqual(['ADDED ä', 'DELETED b'])
  const query = new URLSearchParams(server.seen[0]?.path.split('?')[1])
  expect(Object.fromEntries(query)).toEqual({
    watch: 'true',
    allowWatchBookmarks: 'true',
    timeoutSeconds: '120',
    resourceVersion: '7',
    labelSelector: 'a=b',
  })
})

test('says gone when the version is too old, as an answer or in the stream', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  const expired = { kind: 'Status', message: 'too old resource version', reason: 'Expired', code: 410 }
  server.answer({ status: 410, body: expired }, { body: line('ERROR', expired), open: true })
  for (let index = 0; index < 2; index += 1) {
    const answer = await cluster.as(alice, 'c-1').watch(pods, shop, () => {}, never)
    expect(answer).toEqual({ ok: false, failure: { kind: 'gone', message: 'too old resource version' } })
  }
  await server.hungUp
})

test('a line that went dead is given up', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { watch: { seconds: 0, graceSeconds: 0.1 } })
  server.answer({ body: line('ADDED', configMap('a')), open: true })
  const answer = await cluster.as(alice, 'c-1').watch(configMaps, shop, () => {}, never)
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  await server.hungUp
})

test('ends when its signal says so, and closes the line', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ body: line('ADDED', configMap('a')), open: true })
  const end = new AbortController()
  const answer = await cluster.as(alice, 'c-1').watch(configMaps, shop, () => end.abort(), end.signal)
  expect(answer).toEqual({ ok: true, value: null })
  await server.hungUp
})

test('ends with the session it belongs to', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ body: line('ADDED', configMap('a')), open: true })
  const end = new AbortController()
  const session = cluster.as(alice, 'c-1', end.signal)
  expect(await session.watch(configMaps, shop, () => end.abort(), never)).toEqual({ ok: true, value: null })
  await server.hungUp
})

test('a listener that throws is a bug: it is thrown on, and the line is closed', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ body: line('ADDED', configMap('a')), open: true })
  const listener = () => {
    throw new Error('a bug')
  }
  await expect(cluster.as(alice, 'c-1').watch(configMaps, shop, listener, never)).rejects.toThrow('a bug')
  await server.hungUp
})

test('what is no event ends the watch in words', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ body: 'not json\n' }, { body: line('ADDED', { kind: 'ConfigMap' }) })
  for (let index = 0; index < 2; index += 1) {
    const answer = await cluster.as(alice, 'c-1').watch(configMaps, shop, () => {}, never)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  }
})

test('twenty watches leave room for calls', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ body: line('ADDED', configMap('a')), open: true })
  const session = cluster.as(alice, 'c-1')
  const end = new AbortController()
  const started = Array.from({ length: 20 }, () => Promise.withResolvers<void>())
  const watches = started.map(({ resolve }) => session.watch(configMaps, shop, () => resolve(), end.signal))
  await Promise.all(started.map(({ promise }) => promise))
  server.answer({ body: { metadata: { name: 'kube-system', uid: 'u-1' } } })
  expect(await cluster.id()).toEqual({ ok: true, value: 'u-1' })
  end.abort()
  expect(await Promise.all(watches)).toHaveLength(20)
})
