import { readFile, stat, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { Store } from '../../src/bot/store.ts'
import { openStore } from '../../src/store/store.ts'
import { freshFile } from '../support/files.ts'
import { sampleApproval, sampleEvent, samplePost } from '../support/samples.ts'

test('a locked database is an error that leaves nothing behind, and passes', async () => {
  const file = freshFile('state.db')
  const store = await open(file, { busyMs: 20 })
  const other = connect(file)
  other.exec('begin exclusive')
  await expect(store.check()).rejects.toThrow('database is locked')
  await expect(request(store, 'REQ-1', 'small')).rejects.toThrow('database is locked')
  other.exec('rollback')
  expect(await store.approvals.get('REQ-1')).toBeUndefined()
  await request(store, 'REQ-1', 'small')
  expect(await store.approvals.get('REQ-1')).toBeDefined()
})

test('a full disk is an error that leaves nothing behind; what fits still works', async () => {
  const file = freshFile('state.db')
  const store = await open(file, { maxPages: 60 })
  await expect(request(store, 'REQ-1', 'x'.repeat(500_000))).rejects.toThrow('database or disk is full')
  expect(await store.approvals.get('REQ-1')).toBeUndefined()
  expect(await store.outbox.depth()).toBe(0)
  await request(store, 'REQ-1', 'small')
  expect(await store.outbox.depth()).toBe(1)
})

test('a database of a newer version is refused with a sentence', async () => {
  const file = freshFile('state.db')
  await (await openStore({ file })).close()
  connect(file).exec("insert into kysely_migration values ('999-later', '2027-01-01')")
  await expect(openStore({ file })).rejects.toThrow(/state\.db was written by a newer version.*999-later/)
})

test('a file that is no database is refused and left as it was', async () => {
  const file = freshFile('state.db')
  await writeFile(file, 'apiVersion: v1\n'.repeat(100))
  await expect(openStore({ file })).rejects.toThrow('file is not a database')
  expect(await readFile(file, 'utf8')).toBe('apiVersion: v1\n'.repeat(100))
})

test('nobody else on the machine may read it', async () => {
  const file = freshFile('state.db')
  const store = await open(file)
  await store.check()
  for (const part of [file, `${file}-wal`]) expect((await stat(part)).mode & 0o077).toBe(0)
})

test('a directory that is not there is an error with its name and its setting', async () => {
  const opening = openStore({ file: freshFile('none/state.db') })
  await expect(opening).rejects.toThrow(/none\/state\.db cannot be used: ENOENT.*named with store\.file/)
})

test('state is there again after closing and opening', async () => {
  const file = freshFile('state.db')
  const first = await openStore({ file })
  await request(first, 'REQ-1', 'small')
  await first.close()
  const second = await open(file)
  expect(await second.approvals.get('REQ-1')).toEqual(sampleApproval('REQ-1'))
  expect(await second.outbox.depth()).toBe(1)
})

test('closing lets the transaction under way come to its end', async () => {
  const file = freshFile('state.db')
  const first = await openStore({ file })
  const writing = request(first, 'REQ-1', 'small')
  await first.close()
  await writing
  expect(await (await open(file)).approvals.get('REQ-1')).toBeDefined()
})

test('a row that was changed by hand into nonsense is an error, not a plan', async () => {
  const file = freshFile('state.db')
  const store = await open(file)
  await request(store, 'REQ-1', 'small')
  connect(file).exec(`update approvals set plan = '{"command":"scale"}'`)
  await expect(store.approvals.get('REQ-1')).rejects.toThrow('permission')
})

test('a dead letter is kept with its reason when sent ones are forgotten', async () => {
  const file = freshFile('state.db')
  const store = await open(file)
  for (const text of ['lost', 'sent']) {
    await store.outbox.put(samplePost(text), 1)
    const [entry] = await store.outbox.due(1)
    if (text === 'lost') await store.outbox.dead(entry!.id, 'channel_not_found', 2)
    else await store.outbox.sent(entry!.id, { ts: '1.1', channel: 'C1', now: 2 })
  }
  await store.prune(100)
  expect(connect(file).prepare('select state, reason from outbox').all()).toEqual([
    { state: 'dead', reason: 'channel_not_found' },
  ])
})

test.for([
  ['a changed field', "update audit set detail = 'nothing to see' where seq = 600", 600],
  ['a changed hash', "update audit set hash = 'f00' where seq = 600", 600],
  ['a changed link', "update audit set previous = 'f00' where seq = 600", 600],
  ['numbers that begin later', 'update audit set seq = seq + 10000', 1],
  ['a deleted row', 'delete from audit where seq = 600', 600],
  ['a deleted first row', 'delete from audit where seq = 1', 1],
  [
    'two rows changed places',
    'update audit set seq = -seq where seq in (100, 600); update audit set seq = 700 + seq where seq < 0',
    100,
  ],
  ['an action that does not exist', "update audit set action = 'party' where seq = 500", 500],
  [
    'a row that was taken out and the gap closed',
    'delete from audit where seq = 600; update audit set seq = seq - 1 where seq > 600',
    600,
  ],
] as const)('the audit finds %s', async ([, tamper, brokenAt]) => {
  const file = freshFile('state.db')
  const store = await open(file)
  await store.atomically(async (inside) => {
    for (let n = 1; n <= 620; n += 1) await inside.audit.append(sampleEvent({ at: n }))
  })
  expect(await store.audit.verify()).toMatchObject({ rows: 620, brokenAt: null })
  connect(file).exec(tamper)
  expect(await store.audit.verify()).toMatchObject({ rows: brokenAt - 1, brokenAt })
})

async function open(file: string, options: { busyMs?: number; maxPages?: number } = {}): Promise<Store> {
  const store = await openStore({ file, ...options })
  onTestFinished(() => store.close())
  return store
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  onTestFinished(() => database.close())
  return database
}

async function request(store: Store, id: string, text: string): Promise<void> {
  await store.atomically(async (inside) => {
    await inside.approvals.create(sampleApproval(id))
    await inside.outbox.put(samplePost(text), 1)
  })
}
