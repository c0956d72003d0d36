import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import { stringify } from 'yaml'
import { freePort } from '../support/ports.ts'
import type { Company } from './company.ts'
import { environment } from './environment.ts'

export interface BotCluster {
  readonly name: string
  readonly kubeconfig: string
  readonly context: string
}

export interface BotOptions {
  readonly company: Company
  readonly clusters: readonly BotCluster[]
  /** A new folder is made in it for the database, the settings and the log. */
  readonly folder: string
  /** For node itself. */
  readonly flags?: readonly string[]
  readonly compileCache?: string
}

export interface BotProcess {
  readonly pid: number
  /** From spawning it to a green /readyz. */
  readonly startMs: number
  stop(): Promise<void>
}

const startsWithinMs = 60_000

/** Starts the bot as people do, `node src/main.ts`, and waits until it says that it is ready. */
export async function startBot(options: BotOptions): Promise<BotProcess> {
  const { company, clusters, flags = [], compileCache } = options
  const folder = mkdtempSync(join(options.folder, 'bot-'))
  const at = (name: string) => join(folder, name)
  const port = await freePort()
  writeFileSync(at('policy.yaml'), company.policy(clusters.map(({ name }) => name)))
  writeFileSync(at('config.yaml'), settings(company, { clusters, at, port }))
  const log = openSync(at('log'), 'w')
  const started = performance.now()
  const child = spawn(process.execPath, [...flags, 'src/main.ts', '--config', at('config.yaml')], {
    stdio: ['ignore', log, log],
    env: environment(compileCache),
  })
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() - started > startsWithinMs) {
      child.kill('SIGKILL')
      throw new Error(`The bot did not get ready:\n${readFileSync(at('log'), 'utf8')}`)
    }
    await pause(5)
  }
  const startMs = performance.now() - started
  return { pid: child.pid ?? 0, startMs, stop: () => ended(child) }
}

function settings(
  { slack }: Company,
  { clusters, at, port }: { clusters: readonly BotCluster[]; at: (name: string) => string; port: number },
): string {
  const { botToken, appToken } = slack.world
  return stringify({
    slack: { botToken, appToken, apiUrl: slack.apiUrl },
    clusters,
    policyFile: at('policy.yaml'),
    store: { file: at('roundsman.db') },
    http: { host: '127.0.0.1', port },
  })
}

async function isReady(port: number): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/readyz`)
    await body.dump()
    return statusCode === 200
  } catch (error) {
    // Nobody listens yet.
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error(`The bot had ended with ${child.exitCode}`)
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
