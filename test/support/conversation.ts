import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KnownBlock } from '@slack/types'
import { createBot } from '../../src/bot/bot.ts'
import { randomIds } from '../../src/bot/ids.ts'
import type { Message } from '../../src/bot/message.ts'
import type { Log, Meter } from '../../src/bot/ports.ts'
import { commands } from '../../src/commands/index.ts'
import { connectClusters } from '../../src/kube/clusters.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type ManualClock, manualClock } from '../../src/sandbox/store/clock.ts'
import { demoWorld } from '../../src/sandbox/world/demo.ts'
import { openStore } from '../../src/store/store.ts'
import { createVoice } from '../../src/views/voice.ts'
import { account, policy, team } from './policy.ts'
import { sampleSettings } from './settings.ts'

/** People who talk with the whole bot about the demo's cluster; only Slack is not there. */
export interface Conversation {
  readonly sandbox: Sandbox
  readonly clock: ManualClock
  /** What the person sees, as text: blocks by lines, without markup's wrappers. */
  say(text: string, by?: { user?: string; channel?: string }): Promise<string>
  close(): Promise<void>
}

/** Starts the demo's cluster and the bot; the caller closes it. */
export async function startConversation(): Promise<Conversation> {
  const directory = mkdtempSync(join(tmpdir(), 'roundsman-'))
  const clock = manualClock(Date.parse('2026-11-22T12:00:00Z'))
  const sandbox = await startSandbox({ clock, world: demoWorld })
  const kubeconfig = join(directory, 'kubeconfig')
  writeFileSync(kubeconfig, sandbox.kubeconfig('roundsman-token'))
  const timeouts = { callMs: 10_000, connectMs: 3_000 }
  const clusters = connectClusters([{ name: 'demo', kubeconfig, context: 'sandbox', timeouts }], {
    log,
    meter,
  })
  const store = await openStore({ file: ':memory:' })
  const bot = createBot({
    store,
    clusters,
    directory: {
      account: async (_, user) => account(user),
      isShared: async () => false,
      isMember: async () => true,
    },
    policy: () => policy,
    commands,
    voice: createVoice({ slash: '/k8s' }),
    clock,
    ids: randomIds,
    log,
    meter,
    wake: () => {},
    pause: () => new Promise(() => {}),
    undoForMs: 1_800_000,
    commandTimeoutMs: 30_000,
    keepForMs: 604_800_000,
    slash: '/k8s',
    settings: sampleSettings,
  })

  return {
    sandbox,
    clock,
    async say(text, { user = 'U1VERA', channel = 'C1SHOP' } = {}) {
      const heard: Message[] = []
      const reply = {
        answer: async (message: Message) => void heard.push(message),
        replace: async (message: Message) => void heard.push(message),
      }
      const place = { channel, thread: null, direct: false }
      const person = { team, user }
      const { signal } = new AbortController()
      await bot.line({
        id: randomIds.request(),
        person,
        place,
        reply,
        signal,
        door: 'slash',
        text,
        open: null,
      })
      return heard.map(textOf).join('\n')
    },
    async close() {
      await bot.drain()
      await Promise.all(clusters.all.map((cluster) => cluster.close()))
      await store.close()
      await sandbox.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function textOf({ text, blocks }: Message): string {
  return [text, ...blocks.map(blockText)].join('\n')
}

function blockText(block: KnownBlock): string {
  if (block.type === 'section')
    return [block.text, ...(block.fields ?? [])].map((one) => one?.text ?? '').join('\n')
  if (block.type === 'header') return block.text.text
  if (block.type === 'context') return block.elements.map((one) => ('text' in one ? one.text : '')).join('\n')
  if (block.type !== 'actions') return ''
  return block.elements.map((one) => ('text' in one ? `[${one.text?.text}]` : '')).join(' ')
}

const log: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (fields, message) => console.error(message, fields),
}
const meter: Meter = {
  command: () => {},
  denial: () => {},
  approval: () => {},
  answered: () => {},
  clusterCall: () => {},
  duplicateRisk: () => {},
}
