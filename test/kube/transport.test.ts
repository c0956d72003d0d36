import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { connect, fakeServer, status } from './fake-server.ts'
import { alice, configMap, configMaps, inShop, pods, secrets } from './samples.ts'

const ref = inShop(configMaps, 'a')
const good = { body: configMap('a', { a: '1' }) }
const patch = { verb: 'patch', type: 'merge', body: { data: { a: '2' } } } as const

test('200 calls in a row share their connections', async () => {
  const server = await fakeServer({ tls: true })
  const { cluster } = connect(server)
  server.answer(good)
  const session = cluster.as(alice, 'c-1')
  for (let index = 0; index < 200; index += 1) expect((await session.get(ref)).ok).toBe(true)
  expect(server.connections()).toBeLessThanOrEqual(4)
})

test('many calls at once share sixteen connections, and the rest waits its turn', async () => {
  const server = await fakeServer({ tls: true })
  const { cluster } = connect(server)
  server.answer(good)
  const session = cluster.as(alice, 'c-1')
  const answers = await Promise.all(Array.from({ length: 80 }, () => session.get(ref)))
  expect(answers.every(({ ok }) => ok)).toBe(true)
  expect(server.connections()).toBeLessThanOrEqual(16)
})

test('a read is tried three times, a write that may not be repeated once', async () => {
  const server = await fakeServer()
  const { cluster, counted } = connect(server, { policy: { failuresToRest: 99 } })
  const session = cluster.as(alice, 'c-1')
  server.answer('reset', status(500, 'oops'), good)
  expect(await session.get(ref)).toMatchObject({ ok: true })
  expect(server.seen).toHaveLength(3)

  server.answer('reset')
  expect(await session.patch(ref, patch)).toMatchObject({ ok: false, failure: { kind: 'noAnswer' } })
  expect(server.seen).toHaveLength(4)
  expect(counted).toEqual(['get ok', 'patch noAnswer'])
})

test('an apply is repeated; a removal only when it names the one object it means', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy: { failuresToRest: 99 } })
  const session = cluster.as(alice, 'c-1')
  server.answer('reset', good)
  expect(await session.apply(ref, configMap('a'))).toMatchObject({ ok: true })
  server.answer('reset', good)
  expect(await session.remove(ref, { uid: 'uid-a' })).toMatchObject({ ok: true })
  server.answer('reset', good)
  expect(await session.remove(ref)).toMatchObject({ ok: false, failure: { kind: 'noAnswer' } })
})

test('a write that may have arrived stays in doubt, whatever becomes of its second try', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy: { failuresToRest: 1, restMs: 60_000 } })
  server.answer('reset', good)
  const answer = await cluster.as(alice, 'c-1').apply(ref, configMap('a'))
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'noAnswer' } })
  expect(server.seen).toHaveLength(1)
})

test('the id of the cluster is remembered, and asked for anew where it matters', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  const system = (uid: string) => ({ body: { metadata: { name: 'kube-system', uid } } })
  server.answer(system('u-1'), system('u-2'))
  expect(await cluster.id()).toMatchObject({ value: 'u-1' })
  expect(await cluster.id()).toMatchObject({ value: 'u-1' })
  expect(await cluster.id(true)).toMatchObject({ value: 'u-2' })
  expect(await cluster.id()).toMatchObject({ value: 'u-2' })
})

test('Retry-After is waited for when it is short, and passed on when it is long', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  const session = cluster.as(alice, 'c-1')
  server.answer({ ...object(status(429, 'slow down')), headers: { 'retry-after': '0.2' } }, good)
  const started = performance.now()
  expect(await session.patch(ref, patch)).toMatchObject({ ok: true })
  expect(performance.now() - started).toBeGreaterThan(190)

  server.answer({ ...object(status(429, 'slow down')), headers: { 'retry-after': '30' } })
  expect(await session.get(ref)).toEqual({
    ok: false,
    failure: { kind: 'tooMany', retryInMs: 30_000, budget: null, message: 'slow down' },
  })
  expect(server.seen).toHaveLength(3)
})

test('whoever gives up does not wait for the pause between two tries', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ ...object(status(503, 'later')), headers: { 'retry-after': '2' } })
  const patience = new AbortController()
  const started = performance.now()
  const answer = cluster.as(alice, 'c-1', patience.signal).get(ref)
  while (server.seen.length === 0) await pause(1)
  patience.abort()
  expect(await answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(performance.now() - started).toBeLessThan(1500)
  expect(server.seen).toHaveLength(1)
})

test('a write given up under way may have arrived', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  const patience = new AbortController()
  server.answer(() => {
    patience.abort()
    return 'hang'
  })
  const answer = await cluster.as(alice, 'c-1', patience.signal).patch(ref, patch)
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'noAnswer' } })
})

test('a call that hangs, in its head or in its body, ends with its time', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { callMs: 150, policy: { attempts: 1 } })
  const session = cluster.as(alice, 'c-1')
  server.answer('hang')
  expect(await session.get(ref)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  server.answer({ body: '{"metadata":', open: true })
  expect(await session.get(ref)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(cluster.state()).toBe('unknown')
})

test('nobody there: nothing was sent, so even a write is only unreachable', async () => {
  const server = await fakeServer()
  const { cluster } = connect({ ...server, url: 'http://127.0.0.1:1' })
  const answer = await cluster.as(alice, 'c-1').patch(ref, patch)
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(answer.ok ? '' : answer.failure.message).toContain('ECONNREFUSED')
})

test('a certificate by somebody else is not accepted, and not tried again', async () => {
  const server = await fakeServer({ tls: true })
  const other = await fakeServer({ tls: true })
  const { cluster } = connect({ url: server.url, caPem: other.caPem })
  const answer = await cluster.as(alice, 'c-1').patch(ref, patch)
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(server.seen).toHaveLength(0)
})

test('too many at once are told so', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy: { atOnce: 1, queued: 1 } })
  server.answer(good)
  const session = cluster.as(alice, 'c-1')
  const answers = await Promise.all([session.get(ref), session.get(ref), session.get(ref)])
  expect(
    answers.map((answer) => (answer.ok ? 'ok' : answer.failure.kind)).filter((word) => word === 'busy'),
  ).toEqual(['busy'])
})

test('an answer that is no object is refused in words', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ body: '<html>' }, { body: { kind: 'ConfigMap' } })
  const session = cluster.as(alice, 'c-1')
  for (let index = 0; index < 2; index += 1) {
    expect(await session.get(ref)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  }
})

test('a list begins once more when its continue token is too old', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  const page = (token: string, name: string) => ({
    body: { metadata: { continue: token }, items: [configMap(name)] },
  })
  server.answer(page('t1', 'a'), status(410, 'too old'), page('t2', 'a'), page('', 'b'))
  const found = await cluster.as(alice, 'c-1').list(pods, { namespace: 'shop' })
  expect(found.ok && found.value.map(({ metadata }) => metadata.name)).toEqual(['a', 'b'])
  expect(server.seen.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('continue'))).toEqual([
    null,
    't1',
    null,
    't2',
  ])
})

test('Secrets are asked for without their objects, and never in any other form', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({
    body: { kind: 'SecretList', items: [{ metadata: { name: 's' }, data: { p: 'aHVudGVyMg==' } }] },
  })
  const answer = await cluster.as(alice, 'c-1').table(secrets, { namespace: 'shop' })
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  expect(server.seen[0]?.path).toContain('includeObject=None')
  expect(server.seen[0]?.lines).toContainEqual(['accept', 'application/json;as=Table;v=v1;g=meta.k8s.io'])
})

function object(reply: ReturnType<typeof status>) {
  if (typeof reply === 'string') throw new Error('not an answer')
  return reply
}
