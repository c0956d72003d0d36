import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('of a workload the newest pod is shown, and which one it is', async () => {
  const answer = await say('logs deploy/api --tail 5')
  expect(answer).toMatch(/5 lines from `api` in pod `api-\S+`/)
  expect(answer).toContain('pod 1 of 3, the newest')
  expect(answer.match(/INFO/g)).toHaveLength(5)
})

test('a pod that crashes is preferred, and -p shows how it ended', async () => {
  const answer = await say('logs deploy/checkout -p')
  expect(answer).toContain('the newest that is not ready · before its last restart')
  expect(answer).toContain('cannot connect to database')
})

test('a pod can be named alone, and near names are offered', async () => {
  expect(await say('logs orders-db-0 --tail 1')).toContain('in pod `orders-db-0`')
  expect(await say('logs orders-db-7')).toContain('Close: orders-db-0')
})

test('a container that never started is explained, and a pod with a log is named', async () => {
  const answer = await say('logs deploy/search')
  expect(answer).toMatch(/has not started, so there is no log yet: .*not found/)
  expect(answer).toMatch(/Another pod runs: logs search-/)
})

test('a container without a restart has no earlier log', async () => {
  expect(await say('logs deploy/api -p')).toContain('has not been restarted')
})

test('a container that is not there is told with those that are', async () => {
  expect(await say('logs deploy/api -c apii')).toContain('Did you mean api?')
})

test('lines are filtered and limited in time', async () => {
  const answer = await say('logs deploy/web --since 10m -g /orders')
  expect(answer).toContain('of the last 10m')
  expect(answer).not.toContain('/basket')
})

test.each([
  ['logs deploy/api --tail 5001', '--tail needs a whole number from 1 to 5000. Nothing was done.'],
  ['logs deploy/api --tail=-1', '--tail needs a whole number from 1 to 5000. Nothing was done.'],
  ['logs checkout', 'No pod is named "checkout", but a deployment is: logs deploy/checkout'],
  ['logs orders-db', 'but a statefulset is: logs sts/orders-db'],
  [
    'logs api web',
    'For a pod write logs api -c web, for a workload TYPE/NAME, for example logs deploy/api -c web.',
  ],
  ['logs deploy/api web', 'Name the container with -c: logs deploy/api -c web.'],
  ['describe search', 'Did you mean secret? If that is a name, write TYPE/NAME, for example deploy/search.'],
  ['describe checkout', 'If that is a name, write TYPE/NAME, for example deploy/checkout.'],
  ['rollout status checkout', 'write TYPE/NAME, for example deploy/checkout.'],
  ['logs deploy/api --since yesterday', 'since'],
  ['logs cm/api-settings', 'has no pods of its own'],
])('%s is refused with a reason', async (line, reason) => {
  expect(await say(line)).toContain(reason)
})

test('a place that allows reading only shows no logs', async () => {
  expect(await say('logs deploy/api', { channel: 'C1LOOK' })).toContain('sensitive')
})
