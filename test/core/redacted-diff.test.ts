import { expect, test } from 'vitest'
import { redactedDiff } from '../../src/core/redacted-diff.ts'

function pod(container: object) {
  return { kind: 'Pod', metadata: { name: 'api' }, spec: { containers: [{ name: 'api', ...container }] } }
}

test('the argument after --db-password is told as changed, and not as it is', () => {
  const before = pod({ args: ['--db-password', 'correct-horse'] })
  const after = pod({ args: ['--db-password', 'battery-staple'] })
  expect(redactedDiff(before, after)).toEqual([
    { path: 'spec.containers[api].args[1]', before: '•••', after: '••• (changed)' },
  ])
})

test('an env with a name twice is told by index, and its secret is still known by its name', () => {
  const env = (password: string) => [
    { name: 'DB_PASSWORD', value: password },
    { name: 'COLOR', value: 'blue' },
    { name: 'COLOR', value: 'red' },
  ]
  expect(redactedDiff(pod({ env: env('correct-horse') }), pod({ env: env('battery-staple') }))).toEqual([
    { path: 'spec.containers[api].env[0].value', before: '•••', after: '••• (changed)' },
  ])
})

test('a changed password in an address shows the address', () => {
  const env = (password: string) => [{ name: 'DSN', value: `postgres://shop:${password}@db/orders` }]
  expect(redactedDiff(pod({ env: env('correct') }), pod({ env: env('battery') }))).toEqual([
    {
      path: 'spec.containers[api].env[DSN].value',
      before: 'postgres://shop:•••@db/orders',
      after: 'postgres://shop:•••@db/orders (changed)',
    },
  ])
})

test('of a Secret the names are told', () => {
  const secret = (data: object) => ({ kind: 'Secret', metadata: { name: 'db' }, data })
  expect(redactedDiff(secret({ user: 'YQ==', old: 'Yg==' }), secret({ user: 'Yw==' }))).toEqual([
    { path: 'data.old', before: '•••' },
    { path: 'data.user', before: '•••', after: '••• (changed)' },
  ])
})

test('what is no secret is told as it is', () => {
  expect(redactedDiff(pod({ image: 'api:1' }), pod({ image: 'api:2' }))).toEqual([
    { path: 'spec.containers[api].image', before: 'api:1', after: 'api:2' },
  ])
})
