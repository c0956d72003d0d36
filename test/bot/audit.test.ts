import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { begin } from '../support/whole.ts'
import { wants } from '../support/whole/steps.ts'

test('every decision has its row, the log has every head, and tampering shows', async () => {
  const whole = await begin()
  await whole.type('U1VERA', 'C1SHOP', 'scale deploy/api --replicas=3')
  await whole.type('U1VERA', 'C1SHOP', 'get pods')
  await whole.type('U1GUS', 'C1SHOP', 'get pods')
  await whole.type('U1OSCAR', 'C1SHOP', 'scale deploy/nowhere --replicas=3')
  const id = await wants(whole, 'scale deploy/api --replicas=3')
  await whole.press('U1OLGA', 'C1SHOP', 'Approve')
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', '✅ Applied')
  const other = await wants(whole, 'scale deploy/web --replicas=3')
  await whole.type('U1ADA', 'C1SHOP', `deny ${other} --reason "no"`)
  expect(await whole.type('U1VERA', 'C1PLATFORM', 'audit')).toContain('audit:read')
  const told = await whole.type('U1DANA', 'C1PLATFORM', 'audit --since 1h')
  expect(told).toContain(id)
  const holds = await whole.type('U1DANA', 'C1PLATFORM', 'audit verify')
  expect(holds).toContain('The audit holds')

  const database = new DatabaseSync(whole.database)
  const rows = database.prepare('select * from audit order by seq').all()
  const facts = rows.map((row) => JSON.stringify(row))
  const has = (...words: string[]) => facts.filter((row) => words.every((word) => row.includes(word))).length
  expect(has('U1VERA', 'refuse', 'denied', 'scale')).toBe(1)
  expect(has('U1VERA', 'command', 'allowed', 'get pods')).toBe(1)
  expect(has('U1GUS', 'refuse', 'denied')).toBe(1)
  expect(has('U1OSCAR', 'command', 'failed', 'nowhere')).toBe(1)
  expect(has('U1OSCAR', 'request', 'waiting', id)).toBe(1)
  expect(has('U1OLGA', 'refuse', 'denied', id)).toBe(1)
  expect(has('U1ADA', 'vote', 'allowed', id)).toBe(1)
  expect(has('U1OSCAR', 'execute', 'applied', id, 'oscar@example.com')).toBe(1)
  expect(has('U1ADA', 'vote', 'denied', other)).toBe(1)
  expect(has('U1DANA', 'command', 'allowed', '"audit"')).toBe(1)
  expect(has('U1DANA', 'command', 'allowed', 'audit verify')).toBe(1)
  const heads = rows.map((row) => String(row['hash']))
  for (const head of heads)
    expect(whole.log.filter((line) => line.includes(`sha256:${head}`))).toHaveLength(1)

  expect(heads).toContain(/Head: `([^`]+)`/.exec(holds)?.[1]?.replaceAll(' ', ''))

  const seq = Number(rows.find(({ outcome }) => outcome === 'applied')?.['seq'])
  database.prepare('update audit set actor = ? where seq = ?').run('slack:T1/U1OLGA', seq)
  database.close()
  expect(await whole.type('U1DANA', 'C1PLATFORM', 'audit verify')).toMatch(
    new RegExp(`does not hold|broken|changed`),
  )
})
