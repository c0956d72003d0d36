import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('whoami tells user, groups, roles, places and how one was found', async () => {
  const answer = await say('whoami')
  expect(answer).toContain('as `vera@example.com`, groups `shop-viewers`')
  expect(answer).toContain('`viewer` in namespaces `shop`, `dev`')
  expect(answer).toContain('This channel reaches `demo`, namespace `shop`, up to `destroy`.')
  expect(answer).toContain('found by Slack id')
})
