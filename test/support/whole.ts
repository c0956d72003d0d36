import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished, vi } from 'vitest'
import { stringify } from 'yaml'
import { loadConfig } from '../../src/config/config.ts'
import type { Policy } from '../../src/core/policy.ts'
import { createLog } from '../../src/http/log.ts'
import { startRoundsman, type Roundsman } from '../../src/roundsman.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import type { KubeObject } from '../../src/sandbox/store/types.ts'
import type { World } from '../../src/sandbox/world/world.ts'
import { startFakeSlack, type FakeSlack } from './fake-slack/fake-slack.ts'
import type { FakeMessage } from './fake-slack/world.ts'
import { companyPolicy, moveIn } from './whole/people.ts'
import { startProxy, type Proxy } from './whole/proxy.ts'
import { shown } from './whole/shown.ts'
import { smallWorld } from './whole/world.ts'

/** The whole bot between a strict Slack and a small Kubernetes; only the clock runs faster than outside. */
export interface Whole {
  readonly slack: FakeSlack
  readonly sandbox: Sandbox
  /** The line to the cluster `demo`. */
  readonly kube: Proxy
  /** Where `demo`, and `legacy` where there is one, keep their names. */
  readonly folder: string
  readonly database: string
  /** The lines of the bot's own log. */
  readonly log: readonly string[]
  /** Types a slash command; what the person is shown, once it is an answer. */
  type(user: string, channel: string, text: string): Promise<string>
  /** Presses a button on a message: the last one that has it, if none is named. What only this person is shown. */
  press(user: string, channel: string, button: string, on?: { readonly ts: string }): Promise<string>
  /** What happens in private for somebody: the next answer that is one. */
  hears(user: string, act: () => Promise<unknown>): Promise<string>
  /** The last living message of a request in a channel. */
  card(channel: string): FakeMessage
  /** Waits until the last card of a channel says this. */
  cardSays(channel: string, text: string | RegExp, withinMs?: number): Promise<string>
  /** Everything that was said in a channel, as text. */
  room(channel: string): readonly string[]
  object(kind: string, namespace: string, name: string): KubeObject
  change(kind: string, namespace: string, name: string, how: (object: KubeObject) => void): void
  /** Lets time go by, for the bot and for Slack. */
  pass(milliseconds: number): void
  /** Ends the bot in order, and starts it again on the same database. */
  restart(policy?: Policy): Promise<void>
  /** Ends the bot only. */
  stop(): Promise<void>
  close(): Promise<void>
}

export interface WholeOptions {
  readonly world?: World
  readonly policy?: Policy
  /** A second cluster of that name, without a proxy. */
  readonly second?: string
  readonly callMs?: number
}

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 })

/** Starts everything, for the length of one test. */
export async function begin(options: WholeOptions = {}): Promise<Whole> {
  const whole = await startWhole(options)
  onTestFinished(whole.close)
  return whole
}

/** Starts everything; the caller closes it. */
export async function startWhole(options: WholeOptions = {}): Promise<Whole> {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-whole-'))
  const speed = 20
  const sandbox = await startSandbox({ world: options.world ?? smallWorld, speed })
  const second = options.second === undefined ? null : await startSandbox({ world: smallWorld, speed })
  const [slack, kube] = await Promise.all([startFakeSlack(), startProxy(sandbox)])
  moveIn(slack.world)
  const database = join(folder, 'roundsman.db')
  const kubeconfig = join(folder, 'kubeconfig')
  writeFileSync(kubeconfig, throughProxy(sandbox, kube))
  if (second) writeFileSync(join(folder, 'second'), second.kubeconfig('roundsman-token'))
  const timeouts = { callMs: options.callMs ?? 2_000, connectMs: 1_000 }
  const others =
    options.second === undefined ? [] : [{ name: options.second, kubeconfig: join(folder, 'second') }]
  const settings = stringify({
    slack: { botToken: slack.world.botToken, appToken: slack.world.appToken, apiUrl: slack.apiUrl },
    clusters: [{ name: 'demo', kubeconfig }, ...others].map((one) => ({
      ...one,
      context: 'sandbox',
      timeouts,
    })),
    store: { file: database },
    http: { host: '127.0.0.1', port: 0 },
    limits: { outboxPace: '5ms' },
  })
  const loaded = loadConfig({ argv: ['--config', 'test'], env: {}, readFile: () => settings })
  if (!loaded.ok) throw new Error(loaded.failure.join('\n'))

  const lines: string[] = []
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  let ahead = 0
  let policy = options.policy ?? companyPolicy
  const clock = { now: () => Date.now() + ahead }
  const start = () => startRoundsman(loaded.value, policy, log, { clock, pause: hurried })
  let running: Roundsman | null = await start()

  const stop = async (): Promise<void> => {
    await running?.stop()
    running = null
  }
  const hears = async (user: string, act: () => Promise<unknown>): Promise<string> => {
    const before = slack.ephemerals(user).length
    const answer = () => slack.ephemerals(user).slice(before).at(-1)
    await act()
    await slack.until(() => answer() !== undefined && !answer()?.text.startsWith('Still working'), 8_000)
    return shown(answer())
  }
  const card = (channel: string): FakeMessage => {
    const found = slack.messages(channel).findLast(isCard)
    if (!found) throw new Error(`there is no card in ${channel}`)
    return found
  }

  return {
    slack,
    sandbox,
    kube,
    folder,
    database,
    log: lines,
    hears,
    card,
    type: (user, channel, text) => hears(user, () => slack.command(user, channel, text)),
    press: (user, channel, button, on) =>
      hears(user, async () => {
        const seen = [...slack.messages(channel), ...slack.ephemerals(user)]
        const at = on ?? seen.findLast(({ blocks }) => JSON.stringify(blocks).includes(`"${button}"`))
        if (!at) throw new Error(`${user} sees no button ${button} in ${channel}`)
        return slack.click(user, channel, at.ts, button)
      }),
    cardSays: async (channel, text, withinMs = 8_000) => {
      const says = () => {
        const found = slack.messages(channel).findLast(isCard)
        return found !== undefined && new RegExp(text).test(shown(found))
      }
      await slack.until(says, withinMs).catch((error: unknown) => {
        throw new Error(`not said: ${String(text)}\n${shown(slack.messages(channel).findLast(isCard))}`, {
          cause: error,
        })
      })
      return shown(card(channel))
    },
    room: (channel) => slack.messages(channel).map(shown),
    object: (kind, namespace, name) => {
      const found = sandbox.store.get(resourceOf(kind), namespace, name)
      if (!found) throw new Error(`there is no ${kind} ${namespace}/${name}`)
      return found
    },
    change: (kind, namespace, name, how) => {
      sandbox.store.mutate(resourceOf(kind), { namespace, name }, how)
    },
    pass: (milliseconds) => {
      ahead += milliseconds
      slack.pass(milliseconds)
    },
    restart: async (changed = policy) => {
      await stop()
      policy = changed
      running = await start()
    },
    stop,
    close: async () => {
      await stop()
      await Promise.all([slack.stop(), kube.close(), second?.close()])
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function throughProxy(sandbox: Sandbox, kube: Proxy): string {
  const ca = (pem: string) => Buffer.from(pem).toString('base64')
  const direct = sandbox.kubeconfig('roundsman-token')
  return direct
    .replace(sandbox.url, kube.url)
    .replace(/certificate-authority-data: \S+/, `certificate-authority-data: ${ca(kube.caPem)}`)
}

function isCard({ blocks }: FakeMessage): boolean {
  return /REQ-[A-Z0-9]+/.test(JSON.stringify(blocks[0] ?? '')) && blocks[0]?.type === 'header'
}

/** Twenty times as fast; only the first word, which comes when somebody waits, keeps its 2.5 s. */
async function hurried(milliseconds: number, signal?: AbortSignal): Promise<void> {
  const real = milliseconds === 2_500 ? milliseconds : milliseconds / 20
  try {
    await pause(real, undefined, signal ? { signal } : undefined)
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}
