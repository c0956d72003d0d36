import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('events are counted by reason and object, the newest last', async () => {
  const answer = await say('events deploy/checkout')
  expect(answer).toContain('1 event about `deployment/checkout`')
  expect(answer).toMatch(/ScalingReplicaSet +3 +deployment\/checkout/)
})

test('warnings are counted, and time narrows', async () => {
  const answer = await say('events --since 10m | grep Warning')
  expect(answer).toMatch(/\d+ warnings? in `demo\/shop` in the last 10m/)
  expect(answer).toMatch(/Warning +BackOff +\d+ +pod\/recommender-/)
  expect(answer).not.toContain('Scheduled')
})

test('nothing said is said', async () => {
  expect(await say('events deploy/api --since 1m')).toContain('No events about `deployment/api`')
})

test('a namespace and all of them contradict each other', async () => {
  expect(await say('events -n shop -A')).toContain('Keep one')
})
