import { expect, test } from 'vitest'
import { connect, fakeServer } from './fake-server.ts'
import { alice, pods } from './samples.ts'

test('a server without tables gives at least the names', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer({
    body: { kind: 'PodMetricsList', items: [{ metadata: { name: 'api-1', namespace: 'shop' } }] },
  })
  const table = await cluster.as(alice, 'c-1').table(pods, { namespace: null })
  expect(table.ok && table.value).toEqual({
    columns: [{ name: 'Name', priority: 0 }],
    rows: [{ cells: ['api-1'], name: 'api-1', namespace: 'shop' }],
    remaining: 0,
  })
})

test('cells are words, and columns keep their width', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  const columnDefinitions = [
    { name: 'Name', type: 'string', format: 'name', priority: 0 },
    { name: 'Wide', type: 'string', priority: 1 },
  ]
  const object = { metadata: { name: 'a', namespace: 'shop' } }
  const rows = [null, 3, true, ['x'], 'text'].map((cell) => ({ cells: ['a', cell], object }))
  server.answer({
    body: { kind: 'Table', metadata: { continue: 't', remainingItemCount: 7 }, columnDefinitions, rows },
  })
  const table = await cluster.as(alice, 'c-1').table(pods, { namespace: 'shop', limit: 5 })
  expect(table.ok && table.value.columns).toEqual([
    { name: 'Name', priority: 0 },
    { name: 'Wide', priority: 1 },
  ])
  expect(table.ok && table.value.rows.map(({ cells }) => cells[1])).toEqual([
    '',
    '3',
    'true',
    '["x"]',
    'text',
  ])
  expect(table.ok && table.value.remaining).toBe(7)
  expect(server.seen).toHaveLength(1)
})
