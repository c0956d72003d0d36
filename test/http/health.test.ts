import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { startHealth } from '../../src/http/health.ts'
import { createLog } from '../../src/http/log.ts'
import { createMetrics } from '../../src/http/meter.ts'
import type { Probes } from '../../src/http/probes.ts'

const well: Probes = {
  slack: () => ({ connected: true, downForMs: 0 }),
  store: async () => {},
  clusters: () => [{ name: 'prod', answers: true }],
}

test('a process that is well is alive and ready', async () => {
  const { get } = await serve({})
  expect(await get('/livez')).toMatchObject({ status: 200, body: 'alive\n' })
  const ready = await get('/readyz')
  expect(ready.status).toBe(200)
  expect(ready.type).toBe('application/json')
  expect(JSON.parse(ready.body)).toEqual({
    ready: true,
    checks: {
      slack: { ok: true, reason: 'connected' },
      store: { ok: true, reason: 'writable' },
      clusters: { ok: true, reason: 'all answer' },
    },
  })
})

test.for([
  [90_000, 200],
  [90_001, 503],
] as const)('a socket dead for %i ms makes livez %i', async ([downForMs, status]) => {
  const { get } = await serve({ slack: () => ({ connected: false, downForMs }) })
  expect((await get('/livez')).status).toBe(status)
})

test.for([
  ['slack', { slack: () => ({ connected: false, downForMs: 5_000 }) }, 'not connected for 5s'],
  ['store', { store: () => Promise.reject(new Error('database is locked')) }, 'database is locked'],
  [
    'clusters',
    {
      clusters: () => [
        { name: 'a', answers: false },
        { name: 'b', answers: false },
      ],
    },
    'none answers: a, b',
  ],
] as const)('readyz is red and says why: %s', async ([name, probe, reason]) => {
  const { get } = await serve(probe)
  const { status, body } = await get('/readyz')
  expect(status).toBe(503)
  expect(JSON.parse(body)).toMatchObject({ ready: false, checks: { [name]: { ok: false, reason } } })
})

test.for([
  [[], 'none configured'],
  [
    [
      { name: 'a', answers: false },
      { name: 'b', answers: true },
    ],
    'does not answer: a',
  ],
] as const)('no cluster at all, or one that answers, is enough: %j', async ([clusters, reason]) => {
  const { get } = await serve({ clusters: () => clusters })
  const { status, body } = await get('/readyz')
  expect(status).toBe(200)
  expect(JSON.parse(body)).toMatchObject({ checks: { clusters: { ok: true, reason } } })
})

test('metrics count what the meter was told', async () => {
  const { get, meter } = await serve({}, async () => 7)
  meter.command('get', 'done')
  meter.command('get', 'done')
  meter.denial('policy')
  meter.approval('approved')
  meter.answered(300)
  meter.clusterCall('prod', 'list', 'ok', 20)
  meter.duplicateRisk()
  const { body, type } = await get('/metrics')
  expect(type).toContain('text/plain')
  for (const line of [
    'roundsman_commands_total{command="get",outcome="done"} 2',
    'roundsman_denials_total{by="policy"} 1',
    'roundsman_approvals_total{state="approved"} 1',
    'roundsman_answer_seconds_sum 0.3',
    'roundsman_answer_seconds_bucket{le="0.25"} 0',
    'roundsman_answer_seconds_bucket{le="0.5"} 1',
    'roundsman_cluster_call_seconds_sum{cluster="prod",verb="list",outcome="ok"} 0.02',
    'roundsman_possible_duplicates_total 1',
    'roundsman_outbox_depth 7',
  ])
    expect(body.split('\n')).toContain(line)
  expect(body).toMatch(/^process_resident_memory_bytes \d+$/m)
})

test('metrics are there even when the store is not', async () => {
  const { get } = await serve({}, () => Promise.reject(new Error('disk I/O error')))
  const { status, body } = await get('/metrics')
  expect(status).toBe(200)
  expect(body).toContain('roundsman_outbox_depth Nan')
})

test('other paths and methods are refused', async () => {
  const { get, url } = await serve({})
  for (const path of ['/', '/metrics/x', '/__proto__', '/constructor', '/toString'])
    expect([path, (await get(path)).status]).toEqual([path, 404])
  expect((await get('/livez?verbose=1')).status).toBe(200)
  const post = await fetch(`${url}/livez`, { method: 'POST', body: 'x' })
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET'])
})

test('a page that fails is a 500 and a line in the log', async () => {
  const { get, logged } = await serve({
    clusters: () => {
      throw new Error('bug in a probe')
    },
  })
  expect(await get('/readyz')).toMatchObject({ status: 500, body: 'failed; the log has the reason\n' })
  expect(logged()).toContain('bug in a probe')
})

test('closing does not wait for idle connections', async () => {
  const { port, close } = await serve({})
  const idle = connect(port, '127.0.0.1')
  await once(idle, 'connect')
  const dropped = once(idle, 'close')
  await close()
  await expect(dropped).resolves.toBeDefined()
})

test('a port that is taken is a sentence that names the setting', async () => {
  const { port } = await serve({})
  await expect(serve({}, undefined, port)).rejects.toThrow(
    `Port ${port} of 127.0.0.1, for health and metrics, is taken by another program: choose another one with http.port`,
  )
})

async function serve(probes: Partial<Probes>, outboxDepth = async () => 0, port = 0) {
  const lines: string[] = []
  const log = createLog({ level: 'error', destination: { write: (line) => void lines.push(line) } })
  const metrics = createMetrics({ outboxDepth })
  const health = await startHealth({ host: '127.0.0.1', port, probes: { ...well, ...probes }, metrics, log })
  let open = true
  const close = async () => {
    if (open) await health.close()
    open = false
  }
  onTestFinished(close)
  const url = `http://127.0.0.1:${health.port}`
  return {
    url,
    port: health.port,
    close,
    meter: metrics.meter,
    logged: () => lines.join(''),
    async get(path: string) {
      const response = await fetch(url + path)
      const type = response.headers.get('content-type')
      return { status: response.status, type, body: await response.text() }
    },
  }
}
