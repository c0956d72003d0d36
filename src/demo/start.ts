import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Log } from '../bot/ports.ts'
import { loadConfig } from '../config/config.ts'
import { loadPolicy } from '../config/policy.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { startRoundsman } from '../roundsman.ts'
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
  const at = (name: string) => join(folder, name)
  await writeFile(at('slack.yaml'), workspaceFile())
  const slack = await startLocalSlack(at('slack.yaml'))
  if (!slack.ok) return slack
  const window = await openWindow(port, slack.value.port)
  if (!window.ok) {
    await slack.value.stop()
    return window
  }
  const cluster = await startSandbox({ world: demoWorld })
  await writeFile(at('bot.kubeconfig'), cluster.kubeconfig('roundsman-token'), { mode: 0o600 })
  await writeFile(at('kubeconfig'), cluster.kubeconfig('admin-token'), { mode: 0o600 })
  const closeAll = async (): Promise<void> => {
    await Promise.all([window.value.close(), slack.value.stop(), cluster.close()])
  }

  const loaded = loadConfig({
    argv: ['--config', 'demo'],
    env: {},
    readFile: () => settings(slack.value.url, at),
  })
  const policy = loadPolicy(policyFile(), 'demo policy', ['demo'])
  if (!loaded.ok || !policy.ok) {
    await closeAll()
    return failed([loaded, policy].flatMap((part) => (part.ok ? [] : part.failure)).join('\n'))
  }
  const roundsman = await startRoundsman(loaded.value, policy.value, log)
  await welcome(slack.value.url)
  return done({
    url: `http://localhost:${port}`,
    kubeconfig: at('kubeconfig'),
    cluster,
    async stop() {
      await roundsman.stop()
      await closeAll()
    },
  })
}

function settings(slackUrl: string, at: (name: string) => string): string {
  return stringify({
    slack: { botToken: demoTokens.bot, appToken: demoTokens.app, apiUrl: `${slackUrl}/api/` },
    clusters: [{ name: 'demo', kubeconfig: at('bot.kubeconfig'), context: 'sandbox' }],
    store: { file: at('roundsman.db') },
    http: { host: '127.0.0.1', port: 0 },
    limits: { outboxPace: '300ms' },
  })
}
