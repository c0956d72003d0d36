import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('rollout status says how far, and what holds it back', async () => {
  expect(await say('rollout status deploy/api')).toContain('*done*, 3 of 3 pods available')
  const stuck = await say('rollout status deploy/checkout')
  expect(stuck).toContain('*stuck*')
  expect(stuck).toContain('2 of 3 pods not ready')
  expect(await say('rollout status svc/api')).toContain('works on deployments, statefulsets and daemonsets')
})
