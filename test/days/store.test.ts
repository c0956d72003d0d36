import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { begin, type Whole } from '../support/whole.ts'
import { asks } from '../support/whole/steps.ts'

/** Somebody else holds the database's write lock until told to let go. */
function lock({ database }: Whole): () => void {
  const holder = new DatabaseSync(database)
  holder.exec('begin immediate')
  return () => {
    holder.exec('rollback')
    holder.close()
  }
}

const countOf = ({ database }: Whole, table: string): number => {
  const reader = new DatabaseSync(database, { readOnly: true })
  const row = reader.prepare(`select count(*) as n from ${table}`).get()
  reader.close()
  return Number(row?.['n'])
}

test('a database that is locked is told at once, nothing is done, and then all is well again', async () => {
  const whole = await begin()
  await asks(whole)
  const letGo = lock(whole)
  const told = await Promise.all([
    whole.type('U1OSCAR', 'C1DEV', 'scale deploy/web --replicas=2'),
    whole.press('U1ADA', 'C1SHOP', 'Approve'),
  ])
  for (const one of told) expect(one).toContain('My database cannot be written, so nothing was done')
  letGo()
  expect([countOf(whole, 'approvals'), countOf(whole, 'votes')]).toEqual([1, 0])
  expect(await whole.type('U1OSCAR', 'C1DEV', 'scale deploy/web --replicas=2')).toContain('Confirm')
  expect(await whole.press('U1ADA', 'C1SHOP', 'Approve')).toContain('It runs now')
  await whole.cardSays('C1SHOP', 'Rollout done')
})

test('a database that fills up in the middle of a request leaves no half of it', async () => {
  const whole = await begin()
  await whole.type('U1OSCAR', 'C1DEV', 'get deploy')
  let letGo = () => {}
  whole.kube.after = async ({ path }) => {
    if (path.includes('dryRun')) letGo = lock(whole)
  }
  const told = await whole.type('U1OSCAR', 'C1DEV', 'scale deploy/web --replicas=2')
  whole.kube.after = async () => {}
  letGo()
  expect(told).toMatch(/Something in me broke|database/)
  expect(countOf(whole, 'approvals')).toBe(0)
  expect(await whole.type('U1OSCAR', 'C1DEV', 'scale deploy/web --replicas=2')).toContain('Confirm')
  await whole.cardSays('C1DEV', 'Confirm')
  expect(whole.slack.messages('C1DEV')).toHaveLength(1)
})

test('a write that could not be noted down is read back later, and the card says so', async () => {
  const whole = await begin()
  await asks(whole)
  let letGo = () => {}
  whole.kube.after = async ({ method, path }) => {
    if (method === 'PATCH' && !path.includes('dryRun')) letGo = lock(whole)
  }
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.slack.until(() => whole.log.some((line) => line.includes('background work broke')), 8_000)
  whole.kube.after = async () => {}
  letGo()
  whole.pass(5 * 60_000)
  await whole.cardSays('C1SHOP', 'Rollout done', 15_000)
  expect(whole.kube.writes()).toHaveLength(1)
})
