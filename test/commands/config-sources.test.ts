import { afterAll, beforeAll, expect, test } from 'vitest'
import { configSources } from '../../src/commands/config-sources.ts'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('config sources are for those who may audit', async () => {
  const dana = { user: 'U1DANA', channel: 'C1PLATFORM' }
  expect(await say('config sources', dana)).toContain('settings and where each comes from')
  expect(await say('config sources undoFor', dana)).toContain(
    'undoFor (roundsman.yaml:1:1) = 45m; shadowed: default = 30m',
  )
  expect(await say('config sources slack.botToken', dana)).toContain(
    'slack.botToken (environment SLACK_BOT_TOKEN) = (secret); shadowed: file = (secret)',
  )
  expect(await say('config sources http.prot', dana)).toContain(
    'There is no setting http.prot. Did you mean http.port?',
  )
  expect(await say('config sources')).toContain('audit:read')
})

test('what help shows as an example is a setting', async () => {
  const dana = { user: 'U1DANA', channel: 'C1PLATFORM' }
  for (const example of configSources.examples)
    expect(await say(example, dana), example).toMatch(/setting.* comes from/)
})
