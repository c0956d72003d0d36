import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAKE_PASSWORD } from '../../src/sandbox/world/shop.ts'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)
const dana = { user: 'U1DANA', channel: 'C1PLATFORM' }

test('pods come as kubectl shows them, under a line that counts', async () => {
  const answer = await say('get pods')
  expect(answer).toContain('16 pods, 4 not ready in `demo/shop`')
  expect(answer).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE$/m)
  expect(answer).toMatch(/^search-\S+ +0\/1 +ImagePullBackOff/m)
})

test('-o wide shows more columns, and grep keeps the header', async () => {
  const answer = await say('get deploy -o wide | grep recommender')
  expect(answer).toMatch(/^NAME .*IMAGES/m)
  expect(answer).toContain('recommender:0.9.0-oom')
  expect(answer).not.toContain('worker:')
})

test('several types come one below the other', async () => {
  const answer = await say('get deploy,svc')
  expect(answer).toContain('6 deployments, 2 not ready · 7 services')
  expect(answer).toMatch(/^NAME +TYPE +CLUSTER-IP/m)
})

test('a custom kind has its own columns', async () => {
  expect(await say('get promo')).toMatch(/^summer-sale +15% +2026-08-31$/m)
})

test('names are looked up, alone or with their types', async () => {
  expect(await say('get deploy api web')).toContain('2 deployments in `demo/shop`')
  expect(await say('get deploy/api svc/web')).toContain('1 deployment · 1 service')
})

test('-o name prints names to copy', async () => {
  expect(await say('get deploy -l app=api -o name')).toMatch(/^deployment\.apps\/api$/m)
})

test('-o yaml leaves out managedFields, -o json is JSON', async () => {
  const yaml = await say('get cm api-settings -o yaml')
  expect(yaml).toContain('CURRENCY: EUR')
  expect(yaml).not.toContain('managedFields')
  expect(await say('get cm api-settings -o json')).toContain('"CURRENCY": "EUR"')
})

test('-A puts the namespace in front', async () => {
  const answer = await say('get deploy -A', dana)
  expect(answer).toMatch(/^NAMESPACE +NAME/m)
  expect(answer).toMatch(/^platform +gateway/m)
})

test('cluster-scoped kinds need the whole cluster', async () => {
  expect(await say('get nodes', dana)).toContain('3 nodes in `demo`')
  expect(await say('get nodes')).toContain('not the whole cluster')
})

test('a place does not reach beyond its namespaces', async () => {
  expect(await say('get pods -n dev')).toContain('This channel reaches the namespace shop only')
  expect(await say('get pods -A')).toContain('not the whole cluster')
})

test('a name that is one letter off is answered with the near one, from this namespace only', async () => {
  expect(await say('get deploy apii')).toContain('No deployment "apii" in demo/shop. Close: api.')
  const answer = await say('get deploy gatewayy')
  expect(answer).toContain('No deployment "gatewayy" in demo/shop.')
  expect(answer).not.toContain('Close')
})

test('an unknown type is told with the nearest one', async () => {
  expect(await say('get deployy')).toContain('Did you mean deploy')
})

test.each([
  ['get pods -n shop -A', 'Keep one'],
  ['get pods api -A', 'use -n instead of -A'],
  ['get pods api -l app=api', 'do not go together'],
  ['get pods -o xml', 'is table, wide, yaml, json or name'],
  ['get pods --limit 0', 'limit'],
  ['get', 'type is missing'],
])('%s is refused with a reason', async (line, reason) => {
  expect(await say(line)).toContain(reason)
})

test('--limit says what it left out', async () => {
  expect(await say('get pods --limit 3')).toMatch(/3 pods.*13 more not shown/)
})

test('Secrets need a permission of their own and are never opened', async () => {
  for (const type of ['secrets', 'Secret', 'secrets.v1.', 'secret/db-credentials']) {
    expect(await say(`get ${type}`)).toContain('secrets:read')
  }
  expect(await say('get secrets,pods', dana)).toContain('a line of their own')
  for (const line of ['get secret db-credentials -n shop -o yaml', 'get secrets -n shop -o json']) {
    const answer = await say(line, dana)
    expect(answer).toContain('do not belong in a chat')
    expect(answer).not.toContain(FAKE_PASSWORD)
  }
})

test('all is what kubectl means by it, kind by kind', async () => {
  const answer = await say('get all')
  expect(answer).toContain('16 pods, 4 not ready · 7 services')
  expect(answer).toContain('6 deployments')
  expect(answer).toMatch(/^NAME +TYPE +CLUSTER-IP/m)
  expect(await say('Get All,cm')).toMatch(/7 services.*configmap/)
  expect(await say('get all api')).toContain('write TYPE/NAME, for example deploy/api')
  expect(await say('get dep')).toContain('Did you mean deploy?')
})

test('a limit that is none is told in our own words', async () => {
  expect(await say('get pods --limit=0')).toContain(
    '--limit needs a whole number from 1 to 5000. Nothing was done.',
  )
})

test('where a place has no namespace of its own, a missing object says that -n was left out', async () => {
  expect(await say('get deploy api', dana)).toContain(
    'in demo/default. This place has no namespace of its own, and without -n it means default: add -n NAMESPACE.',
  )
  expect(await say('get deploy nope -n shop', dana)).not.toContain('add -n')
  expect(await say('get deploy nope')).not.toContain('add -n')
})

test('a namespace outside of the fence that is a slip away is suggested', async () => {
  expect(await say('get pods -n shpo')).toContain('not the namespace shpo. Did you mean shop?')
  expect(await say('get pods -n kube-system')).not.toContain('Did you mean')
})
