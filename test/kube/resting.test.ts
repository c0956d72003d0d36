import { expect, test } from 'vitest'
import { connect, fakeServer, status } from './fake-server.ts'
import { alice, configMap, configMaps, inShop, pods, secrets } from './samples.ts'

const ref = inShop(configMaps, 'a')
const good = { body: configMap('a', { a: '1' }) }
const policy = { attempts: 1, failuresToRest: 2, restMs: 60_000, longestRestMs: 60_000 }

test('after failures in a row nothing is sent: writes are refused, reads answer with their age', async () => {
  let now = Date.now()
  const server = await fakeServer()
  const { cluster, warned } = connect(server, { policy, clock: { now: () => now } })
  const session = cluster.as(alice, 'c-1')
  server.answer(good)
  await session.get(ref)
  expect(cluster.state()).toBe('ok')
  server.answer('reset')
  await session.get(inShop(configMaps, 'b'))
  await session.get(inShop(configMaps, 'b'))
  expect(cluster.state()).toBe('resting')
  expect(warned).toEqual(['cluster failed repeatedly; left alone for a while'])
  const sent = server.seen.length

  now += 5000
  const old = await session.get(ref)
  expect(old).toMatchObject({ ok: true, value: { data: { a: '1' } }, ageMs: 5000 })
  const write = await session.remove(ref)
  expect(write).toMatchObject({ ok: false, failure: { kind: 'resting', retryInMs: 55_000 } })
  const unknown = await session.get(inShop(configMaps, 'b'))
  expect(unknown).toMatchObject({ ok: false, failure: { kind: 'resting' } })
  const watch = await session.watch(pods, { namespace: 'shop' }, () => {}, new AbortController().signal)
  expect(watch).toMatchObject({ ok: false, failure: { kind: 'resting' } })
  expect(server.seen).toHaveLength(sent)
})

test('what one person saw is not shown to another', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy })
  const session = cluster.as(alice, 'c-1')
  server.answer(good)
  await session.get(ref)
  server.answer('reset')
  await session.list(pods, { namespace: null })
  await session.list(pods, { namespace: null })
  const others = [
    { user: 'bob', groups: alice.groups },
    { user: 'alice', groups: ['ops'] },
    { user: 'alice', groups: [...alice.groups, 'more'] },
  ]
  for (const identity of others) {
    expect(await cluster.as(identity, 'c-1').get(ref)).toMatchObject({
      ok: false,
      failure: { kind: 'resting' },
    })
  }
  expect(await cluster.as(alice, 'c-2').get(ref)).toMatchObject({ ok: true })
})

test('neither logs nor what is in the table of Secrets is kept', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy })
  const session = cluster.as(alice, 'c-1')
  server.answer({ body: 'hello' })
  expect(await session.logs(inShop(pods, 'a'), {})).toEqual({ ok: true, value: 'hello' })
  const columnDefinitions = [{ name: 'Name', format: 'name' }]
  server.answer({ body: { kind: 'Table', columnDefinitions, rows: [{ cells: ['s'] }] } })
  expect(await session.table(secrets, { namespace: 'shop' })).toMatchObject({ ok: true })
  server.answer('reset')
  await session.get(ref)
  await session.get(ref)
  expect(await session.table(secrets, { namespace: 'shop' })).toMatchObject({ ok: false })
  expect(await session.logs(inShop(pods, 'a'), {})).toMatchObject({ ok: false, failure: { kind: 'resting' } })
})

test('it is tried again after its rest, and works as before', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy: { ...policy, restMs: 0 } })
  const session = cluster.as(alice, 'c-1')
  server.answer('reset')
  await session.get(ref)
  await session.get(ref)
  expect(cluster.state()).toBe('resting')
  server.answer(good)
  expect(await session.get(ref)).toMatchObject({ ok: true })
  expect(cluster.state()).toBe('ok')
})

test.each([
  ['4xx', [status(400, 'no'), status(404, 'no'), status(409, 'no'), status(422, 'no')], 'ok'],
  ['429', [status(429, 'slow down'), status(429, 'slow down'), status(429, 'slow down')], 'ok'],
  ['5xx', [status(500, 'oops'), status(502, 'oops')], 'resting'],
  ['resets', ['reset', 'reset'], 'resting'],
] as const)('%s: %j', async (_what, replies, state) => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy })
  const session = cluster.as(alice, 'c-1')
  server.answer(...replies)
  for (const _ of replies) await session.get(ref)
  expect(cluster.state()).toBe(state)
})

test('calls that people give up do not count against the cluster', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy })
  for (let index = 0; index < 4; index += 1) {
    const patience = new AbortController()
    server.answer(() => {
      patience.abort()
      return 'hang'
    })
    await cluster.as(alice, 'c-1', patience.signal).get(ref)
  }
  expect(cluster.state()).not.toBe('resting')
})

test('a ping goes through while the cluster rests', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy })
  server.answer('reset')
  await cluster.id()
  await cluster.id()
  server.answer({ body: 'ok' }, { body: { gitVersion: 'v1.37.2' } })
  expect(await cluster.ping()).toEqual({ ok: true, value: 'v1.37.2' })
  server.answer(status(401, 'Unauthorized'))
  expect(await cluster.ping()).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } })
})
