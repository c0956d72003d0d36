import { describe, expect, test } from 'vitest'
import { begin } from '../support/whole.ts'
import { isWrite, type Fate, type Passing } from '../support/whole/proxy.ts'
import { asks, imageOf, wants } from '../support/whole/steps.ts'

const writes = (fate: Fate) => (passing: Passing) => (isWrite(passing) ? fate : undefined)

describe('the answer of a write is lost', () => {
  test.each<[string, Fate]>([
    ['the connection is cut', 'lost'],
    ['no answer comes in time', 'late'],
  ])('after it was carried out (%s): it is read back as applied', async (_, fate) => {
    const whole = await begin({ callMs: 300 })
    await asks(whole)
    whole.kube.fate = writes(fate)
    await whole.press('U1ADA', 'C1SHOP', 'Approve')
    await whole.cardSays('C1SHOP', 'Rollout done')
    expect(whole.kube.writes()).toHaveLength(1)
    expect(whole.kube.seen.filter(isWrite)).toHaveLength(1)
  })

  test.each<[string, Fate]>([
    ['the connection is cut', 'reset'],
    ['it hangs', 'hang'],
  ])('before it was carried out (%s): it is read back as not applied', async (_, fate) => {
    const whole = await begin({ callMs: 300 })
    await asks(whole)
    whole.kube.fate = writes(fate)
    await whole.press('U1ADA', 'C1SHOP', 'Approve')
    const card = await whole.cardSays('C1SHOP', '❌ Not applied')
    expect(card).toContain('the cluster shows that nothing was changed. Ask again.')
    expect(whole.kube.seen.filter(isWrite)).toHaveLength(1)
    expect(imageOf(whole, 'shop', 'web')).toBe('registry.example/shop/web:2.1.0')
  })

  test('and the cluster is gone: nobody knows, and the card says where to look', async () => {
    const whole = await begin({ callMs: 300 })
    await asks(whole)
    let sent = false
    whole.kube.fate = (passing) => {
      if (isWrite(passing)) {
        sent = true
        return 'lost'
      }
      return sent && passing.person !== null ? 'reset' : undefined
    }
    await whole.press('U1ADA', 'C1SHOP', 'Approve')
    const card = await whole.cardSays('C1SHOP', '❓ Outcome unknown', 15_000)
    expect(card).toContain('describe deployment/web -n shop -C demo')
    expect(whole.kube.writes()).toHaveLength(1)
  })

  test('and somebody else changed the object too: nobody knows', async () => {
    const whole = await begin({ callMs: 300 })
    await asks(whole)
    whole.kube.fate = writes('lost')
    whole.kube.after = async (passing) => {
      if (!isWrite(passing)) return
      whole.change('Deployment', 'shop', 'web', (object) => {
        object.spec = JSON.parse(JSON.stringify(object.spec).replace(/web:[\d.]+/, 'web:7.7.7'))
      })
    }
    await whole.press('U1ADA', 'C1SHOP', 'Approve')
    await whole.cardSays('C1SHOP', '❓ Outcome unknown')
    expect(whole.kube.writes()).toHaveLength(1)
  })
})

test('a deletion whose answer is lost is known by the pod that is gone', async () => {
  const whole = await begin({ callMs: 300 })
  const pods = await whole.type('U1OSCAR', 'C1SHOP', 'get pods')
  const pod = /\bapi-\S+/.exec(pods)?.[0] ?? ''
  await wants(whole, `delete pod ${pod}`)
  expect(await whole.cardSays('C1SHOP', 'Approval needed')).not.toContain('can be undone')
  whole.kube.fate = writes('lost')
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', '✅')
  // A deletion of one uid may be sent again: there is nothing that it could delete twice.
  expect(new Set(whole.kube.writes().map(({ method, path }) => `${method} ${path}`)).size).toBe(1)
  expect(whole.kube.writes()[0]?.body).toContain('"uid"')
})

test.each<[string, Fate]>([
  ['its answer is lost', 'lost'],
  ['a proxy calls it a failure', { status: 502, message: 'Bad Gateway', afterwards: true }],
])(
  'a deletion that is carried out although %s is no failure, whatever its second try hears',
  async (_, fate) => {
    const whole = await begin()
    const pods = await whole.type('U1OSCAR', 'C1SHOP', 'get pods')
    const pod = /\bapi-\S+/.exec(pods)?.[0] ?? ''
    await wants(whole, `delete pod ${pod}`)
    let tries = 0
    whole.kube.fate = (passing) => {
      if (!isWrite(passing)) return undefined
      tries += 1
      return tries === 1 ? fate : { status: 404, message: `pods "${pod}" not found` }
    }
    await whole.press('U1ADA', 'C1SHOP', 'Approve')
    const card = await whole.cardSays('C1SHOP', /✅|❌|❓/)
    expect(card).toContain('✅')
    expect(card).not.toContain('Nothing was changed')
    expect(tries).toBe(2)
  },
)

test.each<Fate & object>([
  { status: 503, message: 'upstream connect error', afterwards: true },
  { status: 503, message: 'try later', retryAfter: 1, afterwards: true },
  { status: 500, message: 'context deadline exceeded', afterwards: true },
])('a change that is carried out and called a failure is read back: $status $message', async (fate) => {
  const whole = await begin()
  await asks(whole)
  whole.kube.fate = writes(fate)
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(whole.kube.seen.filter(isWrite)).toHaveLength(1)
})

test('a change that a proxy sends twice meets its own conflict, and is known as done', async () => {
  const whole = await begin()
  await asks(whole)
  whole.kube.fate = writes({ status: 409, message: 'the object has been modified', afterwards: true })
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(whole.kube.seen.filter(isWrite)).toHaveLength(1)
})

test('a write that hangs while the bot is told to end is left to the next life, which looks what became of it', async () => {
  const whole = await begin({ callMs: 60_000 })
  await asks(whole)
  whole.kube.fate = writes('late')
  await whole.press('U1ADA', 'C1SHOP', 'Approve')
  await whole.slack.until(() => whole.kube.writes().length === 1)
  await whole.restart()
  await whole.cardSays('C1SHOP', 'Rollout done')
  expect(whole.kube.seen.filter(isWrite)).toHaveLength(1)
})
