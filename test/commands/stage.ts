import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBot } from '../../src/bot/bot.ts'
import { randomIds } from '../../src/bot/ids.ts'
import type { Message } from '../../src/bot/message.ts'
import type { Log, Meter } from '../../src/bot/ports.ts'
import { commands } from '../../src/commands/index.ts'
import type { Approval } from '../../src/core/approval.ts'
import { connectClusters } from '../../src/kube/clusters.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type ManualClock, manualClock } from '../../src/sandbox/store/clock.ts'
import { demoWorld } from '../../src/sandbox/world/demo.ts'
import { add, type Manifest } from '../../src/sandbox/world/world.ts'
import { openStore } from '../../src/store/store.ts'
import { createVoice } from '../../src/views/voice.ts'
import { account, policy, team } from '../support/policy.ts'
import { sampleSettings } from '../support/settings.ts'
import { drawn } from '../views/voice/samples.ts'

interface By {
  readonly user?: string
  readonly channel?: string
}

/** The whole bot before the demo's cluster, for lines that change it; only Slack is not there. */
export interface Stage {
  readonly sandbox: Sandbox
  readonly clock: ManualClock
  /** What the person is answered. */
  say(line: string, by?: By): Promise<string>
  click(action: string, value: string, by?: By): Promise<string>
  /** The newest request, and its card as people see it now. */
  request(): Promise<Approval>
  card(): Promise<string>
  close(): Promise<void>
}

/** Starts it all, with some objects more; the caller closes it. */
export async function startStage(...more: readonly Manifest[]): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'roundsman-'))
  const clock = manualClock(Date.parse('2026-11-22T12:00:00Z'))
  const world = {
    ...demoWorld,
    build: (builder: Parameters<typeof demoWorld.build>[0]) => {
      demoWorld.build(builder)
      add(builder.store, ...more)
    },
  }
  const sandbox = await startSandbox({ clock, world })
  const kubeconfig = join(directory, 'kubeconfig')
  writeFileSync(kubeconfig, sandbox.kubeconfig('roundsman-token'))
  const timeouts = { callMs: 10_000, connectMs: 3_000 }
  const clusters = connectClusters([{ name: 'demo', kubeconfig, context: 'sandbox', timeouts }], {
    log,
    meter,
  })
  const store = await openStore({ file: ':memory:' })
  const voice = createVoice({ slash: '/k8s' })
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
    voice,
    clock,
    ids: randomIds,
    log,
    meter,
    wake: () => {},
    pause: untilAborted,
    undoForMs: 1_800_000,
    commandTimeoutMs: 30_000,
    keepForMs: 86_400_000,
    slash: '/k8s',
    settings: sampleSettings,
  })
  const { signal } = new AbortController()
  const incoming = ({ user = 'U1OSCAR', channel = 'C1SHOP' }: By, heard: Message[]) => {
    const hear = async (message: Message) => void heard.push(message)
    const place = { channel, thread: null, direct: false }
    return {
      id: randomIds.request(),
      person: { team, user },
      place,
      reply: { answer: hear, replace: hear },
      signal,
    }
  }
  const request = async () => {
    const [newest] = await store.approvals.list({ limit: 1 })
    if (!newest) throw new Error('Nobody has asked for anything yet')
    return newest
  }

  return {
    sandbox,
    clock,
    request,
    async say(text, by = {}) {
      const heard: Message[] = []
      clock.advance(1_000)
      await bot.line({ ...incoming(by, heard), door: 'slash', text, open: null })
      return heard.map(drawn).join('\n')
    },
    async click(action, value, by = {}) {
      const heard: Message[] = []
      await bot.click({ ...incoming(by, heard), action, value, messageTs: null, open: null })
      return heard.map(drawn).join('\n')
    },
    async card() {
      const approval = await request()
      const run = await store.operations.ofApproval(approval.id)
      const approvers = { people: [], usergroups: [] }
      return drawn(voice.card({ approval, run, progress: null, note: null, approvers, now: clock.now() }))
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

/** Time stands still here: whoever waits, waits for the end. */
async function untilAborted(_milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
}
