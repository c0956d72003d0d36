import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('rollout history lists revisions and marks the one that runs', async () => {
  const answer = await say('rollout history deploy/api')
  expect(answer).toContain('3 revisions of `deployment/api`, now 3')
  expect(answer).toMatch(/^2 +registry\.example\/shop\/api:1\.8\.1 +release 1\.8\.1/m)
  expect(answer).toMatch(/^3 \(now\) /m)
  expect(await say('rollout history sts/orders-db')).toMatch(/^1 \(now\) +registry\.example\/postgres/m)
})
