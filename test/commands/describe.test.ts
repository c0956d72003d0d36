import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)
const dana = { user: 'U1DANA', channel: 'C1PLATFORM' }

test('a deployment that runs out of memory says so first', async () => {
  const answer = await say('describe deploy recommender')
  const [push] = answer.split('\n')
  expect(push).toMatch(/1 of 1 pods not ready .*last exit 137 OOMKilled, memory limit 64Mi/)
  expect(answer).toContain('`recommender` in `demo/shop`: *not ready*')
})

test('a rollout that waits for an image names it, its pod, and the deadline', async () => {
  const answer = await say('describe deploy/search')
  expect(answer).toMatch(/ImagePullBackOff: image registry\.example\/shop\/search:2\.4\.0-missing: not found/)
  expect(answer).toContain('exceeded its progress deadline')
  expect(answer).toMatch(/^ {2}Warning Failed x\d+, \S+ ago, pod\/search-/m)
})

test('a healthy deployment shows what runs, and environments by name only', async () => {
  const answer = await say('describe deploy api')
  expect(answer).toContain('*3 of 3 pods available*')
  expect(answer).toContain('LOG_LEVEL, DB_PASSWORD')
  expect(answer).toContain('readiness GET :8080/healthz')
})

test('a pod is explained, with its containers and conditions', async () => {
  const [pod = ''] = /checkout-\S+(?= +0\/1)/.exec(await say('get pods')) ?? []
  const answer = await say(`describe pod ${pod}`)
  expect(answer).toContain('keeps crashing (CrashLoopBackOff')
  expect(answer).toMatch(/Last exit +exit 1/)
  expect(answer).toMatch(/^ {2}Ready +False/m)
})

test('a service counts its endpoints', async () => {
  const answer = await say('describe svc search')
  expect(answer).toContain('*1 of 2 endpoints ready*')
  expect(answer).not.toContain('deployment/search')
})

test('a node shows its conditions and how many pods it carries', async () => {
  const answer = await say('describe node node-1', dana)
  expect(answer).toContain('`node-1` in `demo`: *ready*')
  expect(answer).toMatch(/Pods +\d+ here, 110 at most/)
})

test('a kind that nobody has heard of is described too', async () => {
  expect(await say('describe promo summer-sale')).toContain('discount: 15%')
})

test('a Secret is not described', async () => {
  expect(await say('describe secret db-credentials', dana)).toContain('get secret db-credentials')
})

test('an object that is not there is told with the near ones', async () => {
  expect(await say('describe deploy serch')).toContain('Close: search')
  expect(await say('describe deploy')).toContain('Name the object')
})
