import { expect, test } from 'vitest'
import type { ClusterFailure } from '../../src/bot/cluster.ts'
import { leavesInDoubt } from '../../src/kube/doubt.ts'
import { failureOf, refusalOf } from '../../src/kube/failures.ts'
import type { Repeat } from '../../src/kube/request.ts'
import { mayRetry, pauseMs, trips } from '../../src/kube/retries.ts'
import type { Sent } from '../../src/kube/sent.ts'

const repeats = ['read', 'repeatable', 'once'] as const satisfies readonly Repeat[]
const answered = (status: number, retryAfterMs: number | null = null, body = ''): Sent => ({
  kind: 'answered',
  status,
  retryAfterMs,
  body,
})
const budget = JSON.stringify({
  kind: 'Status',
  details: { causes: [{ reason: 'DisruptionBudget', message: '' }] },
})
const message = 'because'
const said = (reason: string, message: string) => JSON.stringify({ kind: 'Status', reason, message })
const overloaded = said('ServiceUnavailable', 'the server is currently unable to handle the request')
const hook = said('InternalError', 'Internal error occurred: failed calling webhook "a.example": timeout')
const tooLate = said('', 'context deadline exceeded')

type Kind = ClusterFailure['kind']
type Row = [
  what: string,
  sent: Sent,
  retried: readonly [read: boolean, repeatable: boolean, once: boolean],
  trips: boolean,
  read: Kind,
  write: Kind,
]

const all = [true, true, true] as const
const safe = [true, true, false] as const
const none = [false, false, false] as const

const rows: Row[] = [
  ['not sent', { kind: 'notSent', message }, all, true, 'unreachable', 'unreachable'],
  ['unanswered', { kind: 'unanswered', message }, safe, true, 'unreachable', 'noAnswer'],
  ['untrusted', { kind: 'untrusted', message }, none, true, 'unreachable', 'unreachable'],
  ['no credentials', { kind: 'noCredentials', message }, none, false, 'unauthorized', 'unauthorized'],
  ['too large', { kind: 'tooLarge', message }, none, false, 'refused', 'noAnswer'],
  ['400', answered(400), none, false, 'refused', 'refused'],
  ['401', answered(401), none, false, 'unauthorized', 'unauthorized'],
  ['403', answered(403), none, false, 'forbidden', 'forbidden'],
  ['404', answered(404), none, false, 'notFound', 'notFound'],
  ['405', answered(405), none, false, 'refused', 'refused'],
  ['409', answered(409), none, false, 'conflict', 'conflict'],
  ['410', answered(410), none, false, 'gone', 'gone'],
  ['415', answered(415), none, false, 'refused', 'refused'],
  ['422', answered(422), none, false, 'invalid', 'invalid'],
  ['429', answered(429), all, false, 'tooMany', 'tooMany'],
  ['429 after 1 s', answered(429, 1000), all, false, 'tooMany', 'tooMany'],
  ['429 after 3 s', answered(429, 3000), none, false, 'tooMany', 'tooMany'],
  ['429 by a budget', answered(429, 1000, budget), none, false, 'tooMany', 'tooMany'],
  ['500', answered(500), safe, true, 'refused', 'noAnswer'],
  ['500 of a webhook', answered(500, null, hook), safe, true, 'refused', 'refused'],
  ['500 too late', answered(500, null, tooLate), safe, true, 'refused', 'noAnswer'],
  ['500 of etcd', answered(500, null, 'etcdserver: request timed out'), safe, true, 'refused', 'noAnswer'],
  ['502', answered(502), safe, true, 'refused', 'noAnswer'],
  ['503 of a proxy', answered(503, null, '<h1>503</h1>'), safe, true, 'refused', 'noAnswer'],
  ['503 of a proxy after 1 s', answered(503, 1000), safe, true, 'refused', 'noAnswer'],
  ['503 of the API server', answered(503, null, overloaded), safe, true, 'refused', 'refused'],
  ['503 of the API server after 1 s', answered(503, 1000, overloaded), all, true, 'refused', 'refused'],
  [
    '503 of etcd',
    answered(503, 1000, said('ServiceUnavailable', 'etcdserver: no leader')),
    safe,
    true,
    'refused',
    'noAnswer',
  ],
  ['504', answered(504), safe, true, 'refused', 'noAnswer'],
]

const named = rows.map(([what, sent, retried, opens, read, write]) => ({
  what,
  sent,
  retried,
  opens,
  read,
  write,
}))

test.each(named)('$what', ({ sent, retried, opens, read, write }) => {
  expect(repeats.map((repeat) => mayRetry(sent, repeat))).toEqual(retried)
  expect(trips(sent)).toBe(opens)
  expect(meaning(sent, 'read')).toBe(read)
  expect(meaning(sent, 'repeatable')).toBe(write)
  expect(meaning(sent, 'once')).toBe(write)
})

test('pauses with full jitter over a doubling span, two seconds at most, or as the server says', () => {
  const failure = answered(500)
  expect([1, 2, 3, 9].map((attempt) => pauseMs(failure, attempt, () => 1))).toEqual([200, 400, 800, 2000])
  expect([1, 2, 3, 9].map((attempt) => pauseMs(failure, attempt, () => 0))).toEqual([0, 0, 0, 0])
  expect(pauseMs(answered(429, 1234), 1, () => 0)).toBe(1234)
})

function meaning(sent: Sent, repeat: Repeat): Kind {
  const call = { repeat, inDoubt: leavesInDoubt(sent) }
  return sent.kind === 'answered' ? refusalOf(sent, call, null).kind : failureOf(sent, call).kind
}
