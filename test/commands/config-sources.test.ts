import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('config sources are for those who may audit', async () => {
  const dana = { user: 'U1DANA', channel: 'C1PLATFORM' }
  expect(await say('config sources', dana)).toContain('2 settings')
  expect(await say('config sources undoFor', dana)).toContain('undoFor = 30m')
  expect(await say('config sources nothing', dana)).toContain('There is no setting "nothing"')
  expect(await say('config sources')).toContain('audit:read')
})
