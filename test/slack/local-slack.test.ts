import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../support/ports.ts'
import { startLocalSlack } from '../support/local-slack.ts'
import { plain } from '../../src/slack/said.ts'
import { startBench, type Behind } from './bench.ts'

const echo: Partial<Behind> = {
  line: ({ text, reply, door }) => reply.answer(plain(`${door} ${text}`)),
}

test('a line typed into local-slack is answered over a socket', async () => {
  const slack = await startLocalSlack()
  onTestFinished(slack.stop)
  const { appToken, botToken, apiUrl, team } = slack
  await startBench({ mode: 'socket', appToken, botToken, apiUrl, command: '/k8s', teams: [team] }, echo)
  await slack.command('U01ALICE', 'C01GEN', 'get pods')
  const answer = await slack.until('C01GEN', ({ text }) => text === 'slash get pods')
  expect(answer.subtype).toBe('ephemeral')
  await slack.say('U02BOB', 'C01GEN', '<@U0BOT> get nodes')
  const said = await slack.until('C01GEN', ({ text }) => text === 'mention get nodes')
  expect(said.thread_ts).toBeDefined()
})

test('in local-slack too, a button of a private answer turns its page', async () => {
  const slack = await startLocalSlack()
  onTestFinished(slack.stop)
  const { appToken, botToken, apiUrl, team } = slack
  await startBench(
    { mode: 'socket', appToken, botToken, apiUrl, command: '/k8s', teams: [team] },
    {
      line: ({ reply }) => reply.answer(plain('page 1')),
      click: ({ reply, action }) => reply.replace(plain(`page 2 by ${action}`)),
    },
  )
  await slack.command('U01ALICE', 'C01GEN', 'get pods')
  const { ts } = await slack.until('C01GEN', ({ text }) => text === 'page 1')
  await slack.press('U01ALICE', 'C01GEN', ts, { action_id: 'rm:page', value: '2' })
  expect(await slack.until('C01GEN', ({ text }) => text === 'page 2 by rm:page')).toMatchObject({ ts })
})

test('a line typed into local-slack is answered over signed HTTP', async () => {
  const port = await freePort()
  const slack = await startLocalSlack(`http://127.0.0.1:${port}/slack/events`)
  onTestFinished(slack.stop)
  const { signingSecret, botToken, apiUrl, team } = slack
  const http = { mode: 'http', signingSecret, port, host: '127.0.0.1' } as const
  await startBench({ ...http, botToken, apiUrl, command: '/k8s', teams: [team] }, echo)
  await slack.command('U01ALICE', 'C01GEN', 'get pods')
  await slack.until('C01GEN', ({ text }) => text === 'slash get pods')
})
