import { expect, test } from 'vitest'
import { connect, fakeServer, status } from './fake-server.ts'
import { alice, configMap, configMaps, inShop } from './samples.ts'

const ref = inShop(configMaps, 'a')
const good = { body: configMap('a', { a: '1' }) }
const patch = { verb: 'patch', type: 'merge', body: { data: { a: '2' } } } as const

test('a removal that was carried out before its answer was lost does not say that there was nothing to remove', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy: { failuresToRest: 99 } })
  server.answer('reset', status(404, 'configmaps "a" not found'))
  const answer = await cluster.as(alice, 'c-1').remove(ref, { uid: 'uid-a' })
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'noAnswer' } })
  expect(server.seen).toHaveLength(2)
})

test('a patch is not sent twice because a proxy names a delay; the API server may ask for it', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy: { failuresToRest: 99 } })
  const session = cluster.as(alice, 'c-1')
  const headers = { 'retry-after': '0' }
  server.answer({ status: 503, headers, body: '<h1>Service Unavailable</h1>' }, good)
  expect(await session.patch(ref, patch)).toMatchObject({ failure: { kind: 'noAnswer' } })
  expect(server.seen).toHaveLength(1)

  const busy = object(status(503, 'the server is shutting down', { reason: 'ServiceUnavailable' }))
  server.answer({ ...busy, headers }, good)
  expect(await session.patch(ref, patch)).toMatchObject({ ok: true })
})

test('a page in the place of the object leaves a write in doubt, and a trial only refused', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({ body: '<html>' })
  const session = cluster.as(alice, 'c-1')
  expect(await session.patch(ref, patch)).toMatchObject({ failure: { kind: 'noAnswer' } })
  expect(await session.patch(ref, patch, { dryRun: true })).toMatchObject({ failure: { kind: 'refused' } })
})

function object(reply: ReturnType<typeof status>) {
  if (typeof reply === 'string') throw new Error('not an answer')
  return reply
}
