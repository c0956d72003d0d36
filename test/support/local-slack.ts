import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { freePort } from './ports.ts'

/** The workspace that people see in a browser. It validates nothing: the strict one is fake-slack. */
export interface LocalSlack {
  readonly url: string
  readonly apiUrl: string
  readonly team: 'T01TEST'
  readonly botToken: 'xoxb-test-token'
  readonly appToken: 'xapp-test-token'
  readonly signingSecret: 'test-signing-secret'
  command(user: string, channel: string, text: string): Promise<void>
  say(user: string, channel: string, text: string, threadTs?: string): Promise<void>
  press(
    user: string,
    channel: string,
    messageTs: string,
    action: { action_id: string; value: string },
  ): Promise<void>
  messages(channel: string): Promise<readonly LocalMessage[]>
  /** The first message of a channel that fits, as soon as there is one. */
  until(channel: string, fits: (message: LocalMessage) => boolean, withinMs?: number): Promise<LocalMessage>
  stop(): Promise<void>
}

const LocalMessage = z.object({
  ts: z.string(),
  user: z.string().nullish(),
  text: z.string().default(''),
  blocks: z.array(z.unknown()).default([]),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
})
export type LocalMessage = z.output<typeof LocalMessage>

const Messages = z.object({ messages: z.array(LocalMessage) })

/** Starts local-slack with Alice, Bob and Carol in #general and #ops. With a request URL it sends events over HTTP. */
export async function startLocalSlack(requestUrl?: string): Promise<LocalSlack> {
  const folder = await mkdtemp(join(tmpdir(), 'local-slack-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await writeFile(join(folder, 'config.json'), JSON.stringify(workspace(requestUrl)))
  const args = ['--config', join(folder, 'config.json'), '--port', String(port), '--base-host', '127.0.0.1']
  const child = spawn('node_modules/local-slack-linux-x64/bin/local-slack', args, { stdio: 'ignore' })
  const ended = once(child, 'exit')

  const control = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${url}/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`local-slack refused ${path}: ${await answer.text()}`)
  }
  const messages = async (channel: string): Promise<readonly LocalMessage[]> => {
    const answer = await fetch(`${url}/_control/messages/${channel}`)
    return Messages.parse(await answer.json()).messages
  }
  await eventually(async () => (await fetch(`${url}/_control/state`).catch(() => null))?.ok === true, 10_000)

  return {
    url,
    apiUrl: `${url}/api/`,
    team: 'T01TEST',
    botToken: 'xoxb-test-token',
    appToken: 'xapp-test-token',
    signingSecret: 'test-signing-secret',
    command: (user, channel, text) => control('command', { user, channel, command: '/k8s', text }),
    say: (user, channel, text, thread_ts) => control('message', { user, channel, text, thread_ts }),
    press: (user, channel, messageTs, action) =>
      control('interact', { user, channel, messageTs, action: { type: 'button', ...action } }),
    messages,
    until: async (channel, fits, withinMs = 5_000) => {
      let found: LocalMessage | undefined
      await eventually(async () => {
        found = (await messages(channel)).find(fits)
        return found !== undefined
      }, withinMs)
      if (found === undefined) throw new Error('unreachable')
      return found
    },
    stop: async () => {
      child.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function workspace(requestUrl: string | undefined): object {
  return {
    workspace: { name: 'Shop', domain: 'shop', teamId: 'T01TEST' },
    app: {
      appId: 'A01APP',
      botUserId: 'U0BOT',
      botName: 'roundsman',
      botToken: 'xoxb-test-token',
      appToken: 'xapp-test-token',
      signingSecret: 'test-signing-secret',
      ...(requestUrl === undefined ? { mode: 'socket' } : { mode: 'events', requestUrl }),
    },
    users: [
      { id: 'U01ALICE', name: 'alice', real_name: 'Alice Anderson', email: 'alice@shop.example' },
      { id: 'U02BOB', name: 'bob', real_name: 'Bob Brown', email: 'bob@shop.example' },
      { id: 'U03CAROL', name: 'carol', real_name: 'Carol Clark', email: 'carol@shop.example' },
    ],
    channels: [
      { id: 'C01GEN', name: 'general', members: ['U01ALICE', 'U02BOB', 'U03CAROL', 'U0BOT'] },
      { id: 'C02OPS', name: 'ops', members: ['U01ALICE', 'U02BOB', 'U03CAROL', 'U0BOT'] },
    ],
  }
}

async function eventually(fits: () => Promise<boolean>, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs
  while (!(await fits())) {
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
