import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Log } from '../bot/ports.ts'
import { loadConfig } from '../config/config.ts'
import { loadPolicy } from '../config/policy.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { startRoundsman, type Roundsman } from '../roundsman.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { demoWorld } from '../sandbox/world/demo.ts'
import { startLocalSlack } from './local-slack.ts'
import { welcome } from './welcome.ts'
import { openWindow } from './window.ts'
import { demoTokens, policyFile, workspaceFile } from './workspace.ts'

export interface DemoOptions {
  /** Where people open the Slack. */
  readonly port: number
  /** For the database, the kubeconfigs and the workspace; whoever made it removes it. */
  readonly folder: string
  readonly log: Log
}

export interface Demo {
  readonly url: string
  /** The cluster's admin, for kubectl. */
  readonly kubeconfig: string
  readonly cluster: Sandbox
  stop(): Promise<void>
}

/** The same bot as in production, in front of a local Slack and an embedded cluster. Touches nothing outside. */
export async function startDemo({ port, folder, log }: DemoOptions): Promise<Outcome<Demo, string>> {
  const at: At = (name) => join(folder, name)
  await writeFile(at('slack.yaml'), workspaceFile())
  const slack = await startLocalSlack(at('slack.yaml'))
  const window = await openWindow(port, slack.port)
  if (!window.ok) {
    await slack.stop()
    return window
  }
  const cluster = await startSandbox({ world: demoWorld })
  const closeAll = async (): Promise<void> => {
    await Promise.all([window.value.close(), slack.stop(), cluster.close()])
  }
  await writeFile(at('bot.kubeconfig'), cluster.kubeconfig('roundsman-token'), { mode: 0o600 })
  await writeFile(at('kubeconfig'), cluster.kubeconfig('admin-token'), { mode: 0o600 })
  const up = await slack.up()
  const roundsman = up.ok ? await startBot(slack.url, at, log) : up
  if (!roundsman.ok) {
    await closeAll()
    return roundsman
  }
  await welcome(slack.url)
  return done({
    url: `http://localhost:${port}`,
    kubeconfig: at('kubeconfig'),
    cluster,
    async stop() {
      await roundsman.value.stop()
      await closeAll()
    },
  })
}

async function startBot(slackUrl: string, at: At, log: Log): Promise<Outcome<Roundsman, string>> {
  const readFile = () => settings(slackUrl, at)
  const loaded = loadConfig({ argv: ['--config', 'demo'], env: {}, readFile })
  if (!loaded.ok) return failed(loaded.failure.join('\n'))
  const policy = loadPolicy(policyFile(), 'demo policy', ['demo'])
  if (!policy.ok) return failed(policy.failure.join('\n'))
  try {
    return done(await startRoundsman(loaded.value, policy.value, log))
  } catch (error) {
    // It rejects with a sentence for people.
    return failed(error instanceof Error ? error.message : String(error))
  }
}

type At = (name: string) => string

function settings(slackUrl: string, at: At): string {
  return stringify({
    slack: { botToken: demoTokens.bot, appToken: demoTokens.app, apiUrl: `${slackUrl}/api/` },
    clusters: [{ name: 'demo', kubeconfig: at('bot.kubeconfig'), context: 'sandbox' }],
    store: { file: at('roundsman.db') },
    http: { host: '127.0.0.1', port: 0 },
    limits: { outboxPace: '300ms' },
  })
}
