import { describe, expect, test } from 'vitest'
import { begin } from '../support/whole.ts'
import { isWrite, type Fate, type Passing } from '../support/whole/proxy.ts'
import { asks, imageOf } from '../support/whole/steps.ts'

const writes = (fate: Fate) => (passing: Passing) => (isWrite(passing) ? fate : undefined)

describe('a write that the cluster', () => {
  const dryRuns = (fate: Fate) => (passing: Passing) =>
    passing.method === 'PATCH' && passing.path.includes('dryRun') ? fate : undefined

  test.each<[string, Fate, string]>([
    [
      'refuses to the person',
      { status: 403, message: 'deployments.apps "web" is forbidden' },
      'is forbidden',
    ],
    ['does not accept', { status: 422, message: 'Deployment.apps "web" is invalid: spec' }, 'is invalid'],
    ['has no time for', { status: 429, message: 'too many requests', retryAfter: 10 }, 'too many requests'],
    [
      'cannot have checked',
      {
        status: 500,
        reason: 'InternalError',
        message: 'Internal error occurred: failed calling webhook "check.example": no endpoints',
      },
      'failed calling webhook',
    ],
    ['has no object for any more', { status: 404, message: 'deployments.apps "web" not found' }, 'not found'],
  ])('%s is told, and changes nothing', async (_, fate, said) => {
    const whole = await begin()
    await asks(whole)
    whole.kube.fate = writes(fate)
    await whole.press('U1ADA', 'C1SHOP', 'Approve')
    const card = await whole.cardSays('C1SHOP', '❌ Failed')
    expect(card).toContain(said)
    expect(card).toContain('Nothing was changed.')
    await whole.slack.until(() => whole.room('C1SHOP').length === 2)
    expect(imageOf(whole, 'shop', 'web')).toBe('registry.example/shop/web:2.1.0')
  })

  test('refuses as a dry run never becomes a request', async () => {
    const whole = await begin()
    whole.kube.fate = dryRuns({ status: 422, message: 'Deployment.apps "web" is invalid: spec.replicas' })
    const told = await whole.type('U1OSCAR', 'C1SHOP', 'scale deploy/web --replicas=3')
    expect(told).toContain('does not accept this')
    whole.kube.fate = dryRuns({
      status: 403,
      message: 'deployments.apps "web" is forbidden: User "oscar@example.com" cannot patch',
    })
    expect(await whole.type('U1OSCAR', 'C1SHOP', 'set image deploy/web web=a:1')).toContain(
      'The cluster refused you',
    )
    await whole.stop()
    expect(whole.slack.messages('C1SHOP')).toEqual([])
  })

  test('answers with a conflict again and again is given up, and says so', async () => {
    const whole = await begin()
    await asks(whole)
    whole.kube.fate = writes({ status: 409, message: 'the object has been modified' })
    await whole.press('U1ADA', 'C1SHOP', 'Approve')
    expect(await whole.cardSays('C1SHOP', '❌ Failed')).toContain(
      'kept changing while I was writing, so nothing was changed',
    )
  })

  test('conflicts with twice is written once', async () => {
    const whole = await begin()
    await asks(whole)
    let left = 2
    whole.kube.fate = (passing) =>
      isWrite(passing) && left-- > 0 ? { status: 409, message: 'the object has been modified' } : undefined
    await whole.press('U1ADA', 'C1SHOP', 'Approve')
    await whole.cardSays('C1SHOP', 'Rollout done')
    expect(whole.kube.writes()).toHaveLength(1)
  })
})
