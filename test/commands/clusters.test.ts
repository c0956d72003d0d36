import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('clusters are those that are reached from here, with their state', async () => {
  const answer = await say('clusters')
  expect(answer).toMatch(/`demo` v1\.\d+/)
  expect(answer).not.toContain('legacy')
  expect(await say('clusters', { channel: 'C0NOWHERE' })).toContain('bound to no cluster')
})
