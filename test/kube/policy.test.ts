import { expect, onTestFinished, test, vi } from 'vitest'
import { createPolicy, usualSettings, type Policy } from '../../src/kube/policy.ts'
import type { Sent } from '../../src/kube/sent.ts'

const never = new AbortController().signal
const good: Sent = { kind: 'answered', status: 200, retryAfterMs: null, body: '' }
const reset: Sent = { kind: 'unanswered', message: 'reset' }

test('a call given up on trial proves nothing: the cluster goes on resting', async () => {
  const { policy, pass } = resting()
  await fail(policy, 2)
  expect(policy.resting()).toBe(1000)
  pass(1000)
  const patience = new AbortController()
  const trial = policy.run(
    async () => {
      patience.abort()
      return reset
    },
    'read',
    patience.signal,
  )
  expect(await trial).toEqual({ kind: 'abandoned' })
  await vi.waitFor(() => expect(policy.resting()).not.toBeNull())
})

test('each failed trial doubles the rest, up to its limit; a good one ends it', async () => {
  const { policy, pass } = resting()
  await fail(policy, 2)
  const rests: (number | null)[] = []
  for (let index = 0; index < 4; index += 1) {
    rests.push(policy.resting())
    pass(policy.resting() ?? 0)
    await fail(policy, 1)
  }
  expect(rests).toEqual([1000, 2000, 4000, 5000])
  pass(5000)
  expect(await policy.run(async () => good, 'read', never)).toEqual(good)
  expect(policy.resting()).toBeNull()
})

test('while one call is on trial, others wait for its verdict', async () => {
  const { policy, pass } = resting()
  await fail(policy, 2)
  pass(1000)
  const trial = Promise.withResolvers<Sent>()
  let sent = 0
  const send = () => {
    sent += 1
    return trial.promise
  }
  const calls = [1, 2, 3].map(() => policy.run(send, 'read', never))
  await Promise.resolve()
  expect(sent).toBe(1)
  trial.resolve(good)
  expect(await Promise.all(calls)).toEqual([good, good, good])
})

function resting() {
  const settings = { ...usualSettings, attempts: 1, failuresToRest: 2, restMs: 1000, longestRestMs: 5000 }
  // The breaker reads the wall clock itself.
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const policy = createPolicy(settings, { clock: { now: Date.now }, random: () => 0, onRest() {} })
  const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
  return { policy, pass }
}

async function fail(policy: Policy, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) await policy.run(async () => reset, 'read', never)
}
