import { expect, test } from 'vitest'
import { refusalOf } from '../../src/kube/failures.ts'

const bot = 'User "system:serviceaccount:bots:roundsman" cannot'
const read = { repeat: 'read', inDoubt: false } as const
const caller = { identity: { user: 'alice', groups: [] }, requestId: 'c-1' }

test.each([
  [
    `users "alice" is forbidden: ${bot} impersonate resource "users" in API group "" at the cluster scope`,
    'bot',
  ],
  [
    `groups.authentication.k8s.io "g" is forbidden: ${bot} impersonate:user-info resource "groups" in …`,
    'bot',
  ],
  [`secrets is forbidden: ${bot} impersonate-on:user-info:list resource "secrets" in API group ""`, 'bot'],
  ['pods is forbidden: User "alice" cannot list resource "pods" in API group ""', 'person'],
  ['pods "x" is forbidden: exceeded quota: "cannot impersonate"', 'person'],
])('%s: the role of the %s', (message, by) => {
  expect(refused(403, message)).toEqual({ kind: 'forbidden', by, message })
})

test('what the bot asks for itself is its own role', () => {
  const answer = { kind: 'answered', status: 403, retryAfterMs: null, body: statusBody('no') } as const
  expect(refusalOf(answer, read, null)).toMatchObject({ by: 'bot' })
})

test('a budget is named by the words of the server', () => {
  const causes = [{ reason: 'DisruptionBudget', message: 'The disruption budget keeps needs 1 healthy pods' }]
  const body = statusBody('Cannot evict pod', { details: { causes } })
  const answer = { kind: 'answered', status: 429, retryAfterMs: 10_000, body } as const
  expect(refusalOf(answer, { repeat: 'once', inDoubt: false }, caller)).toEqual({
    kind: 'tooMany',
    retryInMs: 10_000,
    budget: 'keeps',
    message: 'Cannot evict pod',
  })
})

test('long sentences are cut, and pages of proxies give their first words', () => {
  expect(refused(400, 'x'.repeat(5000)).message).toHaveLength(1000)
  const page = {
    kind: 'answered',
    status: 502,
    retryAfterMs: null,
    body: '<h1>Bad Gateway</h1>\n<hr>nginx',
  } as const
  expect(refusalOf(page, read, caller)).toEqual({ kind: 'refused', status: 502, message: 'Bad Gateway' })
  expect(refusalOf({ ...page, body: '' }, read, caller).message).toBe('HTTP 502')
})

test('a token at the cut is gone before it is cut', () => {
  const token = `ghp_${'aB3dE5gH7jK9mN1pQ3rS'.repeat(2)}`
  const { message } = refused(422, `${'word '.repeat(197)}${token} is no name`)
  expect(message).not.toContain('ghp_')
})

test.each([400, 403, 404, 409, 410, 422, 429, 503])(
  'a write that may have arrived once is in doubt, though it hears %d later',
  (code) => {
    const answer = { kind: 'answered', status: code, retryAfterMs: null, body: statusBody('no') } as const
    expect(refusalOf(answer, { repeat: 'repeatable', inDoubt: true }, caller).kind).toBe('noAnswer')
    expect(refusalOf(answer, { repeat: 'read', inDoubt: true }, caller).kind).not.toBe('noAnswer')
  },
)

function refused(status: number, message: string) {
  return refusalOf({ kind: 'answered', status, retryAfterMs: null, body: statusBody(message) }, read, caller)
}

function statusBody(message: string, rest: object = {}): string {
  return JSON.stringify({ kind: 'Status', message, ...rest })
}
