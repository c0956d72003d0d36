import { describe, expect, test } from 'vitest'
import { begin, type Whole } from '../support/whole.ts'
import { isWrite, type Fate, type Passing } from '../support/whole/proxy.ts'
import { asks, wants } from '../support/whole/steps.ts'

const everything = (fate: Fate) => () => fate
const forPeople = (fate: Fate) => (passing: Passing) => (passing.person === null ? undefined : fate)

/** Somebody reads once, so that what the bot asks for itself is known, and then the day turns bad. */
async function beginWell(options: Parameters<typeof begin>[0] = {}): Promise<Whole> {
  const whole = await begin(options)
  await whole.type('U1OSCAR', 'C1SHOP', 'get deploy web')
  return whole
}

describe('a read of a cluster that', () => {
  test.each<[string, Fate, string]>([
    ['cuts every connection', 'reset', 'demo does not answer'],
    ['hangs', 'hang', 'demo does not answer'],
    ['answers 401', { status: 401, message: 'Unauthorized' }, "does not accept the bot's own credentials"],
    [
      'answers 403 to the person',
      { status: 403, message: 'pods is forbidden: User "oscar@example.com" cannot list resource "pods"' },
      'The cluster refused you',
    ],
    [
      'answers 403 to the bot',
      {
        status: 403,
        message:
          'users "oscar" is forbidden: User "system:serviceaccount:roundsman:roundsman" cannot impersonate resource "users"',
      },
      "The bot's own role lacks something",
    ],
    [
      'answers 404',
      { status: 404, message: 'the server could not find the requested resource' },
      'could not find the requested resource',
    ],
    ['answers 429', { status: 429, message: 'too many requests', retryAfter: 30 }, 'try again in 30s'],
    ['answers 500', { status: 500, message: 'internal error' }, 'answered with an error (500)'],
    ['answers 503', { status: 503, message: 'apiserver is shutting down' }, 'answered with an error (503)'],
  ])('%s says so', async (_, fate, said) => {
    const whole = await beginWell({ callMs: 150 })
    whole.kube.fate = forPeople(fate)
    expect(await whole.type('U1OSCAR', 'C1SHOP', 'get pods')).toContain(said)
    whole.kube.fate = () => undefined
    expect(await whole.type('U1OSCAR', 'C1SHOP', 'get deploy')).toContain('web')
  })
})

test('a busy moment of the cluster is waited out', async () => {
  const whole = await beginWell()
  let left = 2
  whole.kube.fate = ({ person }) =>
    person !== null && left-- > 0 ? { status: 429, message: 'too many requests', retryAfter: 0 } : undefined
  expect(await whole.type('U1OSCAR', 'C1SHOP', 'get deploy')).toContain('web')
})

test('a cluster that is away is left alone; reads show the last answer and its age, writes are refused, another cluster answers', async () => {
  const whole = await begin({ second: 'legacy', callMs: 150 })
  expect(await whole.type('U1DANA', 'C1PLATFORM', 'get deploy -n shop')).toContain('web')
  await wants(whole, 'scale deploy/web --replicas=2')
  whole.kube.fate = everything('reset')
  await whole.type('U1DANA', 'C1PLATFORM', 'get pods -n shop')
  await whole.type('U1DANA', 'C1PLATFORM', 'get pods -n dev')
  whole.pass(90_000)
  const old = await whole.type('U1DANA', 'C1PLATFORM', 'get deploy -n shop')
  expect(old).toContain('web')
  expect(old).toMatch(/1m 3\ds/)
  expect(await whole.type('U1DANA', 'C1PLATFORM', 'get pods -n kube-system')).toMatch(
    /I leave it alone.*Last trouble: (?!The cluster failed)/,
  )
  expect(await whole.type('U1DANA', 'C1PLATFORM', 'scale deploy/api --replicas=9 -n dev')).toMatch(
    /writes are refused|does not answer/,
  )
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  expect(await whole.cardSays('C1SHOP', '❌ Failed')).toMatch(
    /left alone|does not answer|socket|unreachable|closed/i,
  )
  expect(await whole.type('U1ADA', 'C1PLATFORM', 'get deploy -n shop -C legacy')).toContain('web')
  expect(whole.kube.writes()).toEqual([])

  whole.kube.fate = () => undefined
  let fresh = ''
  for (let tries = 0; tries < 20 && !fresh.includes('kube-root-ca'); tries += 1) {
    fresh = await whole.type('U1DANA', 'C1PLATFORM', 'get configmaps -n shop')
    if (!fresh.includes('kube-root-ca')) await new Promise((resolve) => setTimeout(resolve, 250))
  }
  expect(fresh).toContain('kube-root-ca')
})

test('an undo while the cluster hangs is answered, and leaves nothing behind', async () => {
  const whole = await begin({ callMs: 200 })
  await asks(whole)
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done')
  whole.kube.fate = forPeople('hang')
  expect(await whole.press('U1OSCAR', 'C1SHOP', 'Undo')).toMatch(/demo does not answer|I leave it alone/)
  whole.kube.fate = () => undefined
  expect(await whole.press('U1VERA', 'C1SHOP', 'Undo')).toContain("Refused by Roundsman's policy")
  whole.pass(31 * 60_000)
  expect(await whole.press('U1OSCAR', 'C1SHOP', 'Undo')).toContain('The time to undo this is over')
  expect(whole.kube.writes()).toHaveLength(1)
})

test('a rollout is not called done from memory while the cluster is away', async () => {
  const whole = await begin({ callMs: 300 })
  await asks(whole)
  let written = false
  whole.kube.after = async (passing) => {
    written ||= isWrite(passing)
  }
  whole.kube.fate = ({ person }) => (written && person !== null ? 'reset' : undefined)
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  expect(await whole.cardSays('C1SHOP', 'the cluster does not show it right now')).not.toContain(
    'Rollout done',
  )
  await whole.slack.until(() => whole.log.some((line) => line.includes('left alone for a while')))
  whole.kube.after = async () => {}
  whole.kube.fate = () => undefined
  await whole.cardSays('C1SHOP', 'Rollout done', 15_000)
})
