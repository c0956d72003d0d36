import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Conversation, startConversation } from '../support/conversation.ts'

let conversation: Conversation
beforeAll(async () => {
  conversation = await startConversation()
})
afterAll(() => conversation.close())

const say: Conversation['say'] = (text, by) => conversation.say(text, by)

test('help lists what its reader may do here, and nothing else', async () => {
  const viewer = await say('help')
  expect(viewer).toContain('`get` ')
  expect(viewer).not.toContain('`scale` ')
  expect(viewer).not.toContain('`audit` ')
  expect(await say('help', { user: 'U1OSCAR' })).toContain('`scale` ')
  expect(await say('help', { user: 'U1OSCAR', channel: 'C1LOOK' })).not.toContain('`scale` ')
})

test('in a channel that is bound to nothing, help and whoami still work', async () => {
  const nowhere = { channel: 'C0NOWHERE' }
  const list = await say('help', nowhere)
  expect(list).toContain('`whoami` ')
  expect(list).not.toContain('`get` ')
  expect(await say('whoami', nowhere)).toContain('bound to no cluster')
})

test('help of one command shows its usage, flags and examples', async () => {
  const answer = await say('help logs')
  expect(answer).toContain('--tail N')
  expect(answer).toContain('-c, --container CONTAINER')
  expect(answer).toContain('/k8s logs deploy/api -p')
  expect(await say('get pods --help')).toContain('*get*')
})

test('help of a command that is out of reach says why', async () => {
  expect(await say('help scale')).toContain(
    'You cannot do this here. This needs the permission workloads:write',
  )
})

test('help of a family lists its members, of a typo the near command', async () => {
  const family = await say('help rollout', { user: 'U1OSCAR' })
  expect(family).toContain('`rollout restart`')
  expect(family).not.toContain('`get` ')
  expect(await say('help gte')).toContain('Did you mean get?')
})

test('help of a verb that is not offered tells why and what to type instead', async () => {
  expect(await say('help exec')).toContain('exec is not offered: interactive shells')
  expect(await say('help rollout pause')).toContain('rollout pause is not offered yet')
  expect(await say('help delete deploy/api')).toContain('only pods can be deleted here')
})

test('deploy is not taken for deny', async () => {
  const answer = await say('deploy api')
  expect(answer).toContain('set image TYPE/NAME')
  expect(answer).not.toContain('deny')
})

test("capital letters of a phone and the command's own name are no obstacle", async () => {
  for (const line of ['Help', 'K8s help', 'k8s help', '/k8s Help']) {
    expect(await say(line)).toContain('What you can do here')
  }
  expect(await say('Rollout Status deploy/api')).toContain('api')
})
