import { setTimeout as sleep } from 'node:timers/promises'
import { createBot } from './bot/bot.ts'
import { randomIds } from './bot/ids.ts'
import type { Clock, Log } from './bot/ports.ts'
import { commands } from './commands/index.ts'
import type { Loaded } from './config/config.ts'
import { printSources } from './config/print.ts'
import type { Policy } from './core/policy.ts'
import { startHealth } from './http/health.ts'
import { createMetrics } from './http/meter.ts'
import { connectClusters } from './kube/clusters.ts'
import { createSlackClients } from './slack/clients.ts'
import { createDirectory } from './slack/directory.ts'
import { listen } from './slack/listen.ts'
import { startSender } from './slack/sender.ts'
import { slackSettings } from './slack/settings.ts'
import { openStore } from './store/store.ts'
import { createVoice } from './views/voice.ts'

const tidyEveryMs = 5_000
const pruneEveryMs = 3_600_000
const pingEveryMs = 30_000

export interface Roundsman {
  readonly healthPort: number
  /** Ends in order: nothing new comes in, what is under way finishes, what was said is sent. */
  stop(): Promise<void>
}

/** How time goes by. */
export interface Pace {
  readonly clock: Clock
  /** Waits; ends early, without an error, when the signal aborts. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

/** Starts the bot: store, clusters, Slack, health. Rejects with a sentence for people when something is missing. */
export async function startRoundsman(
  { config, sources }: Loaded,
  policy: Policy,
  log: Log,
  { clock, pause }: Pace = realTime,
): Promise<Roundsman> {
  const store = await openStore({ file: config.store.file })
  const metrics = createMetrics({ outboxDepth: () => store.outbox.depth() })
  const { meter } = metrics
  const clusters = connectClusters(config.clusters, { log, meter, clock })
  const slack = slackSettings(config, policy.teams)
  const clients = createSlackClients(slack, log)
  const sender = startSender({ clients, store, clock, log, meter, paceMs: config.limits.outboxPace })
  const stopping = new AbortController()
  const bot = createBot({
    store,
    clusters,
    directory: createDirectory(clients, clock, log),
    policy: () => policy,
    commands,
    voice: createVoice({ slash: config.command }),
    clock,
    ids: randomIds,
    log,
    meter,
    wake: sender.wake,
    pause,
    undoForMs: config.undoFor,
    commandTimeoutMs: config.limits.command,
    keepForMs: config.limits.keep,
    slash: config.command,
    settings: (key) => printSources(sources, key),
  })

  const listening = await listen({
    config: slack,
    clients,
    bot,
    store,
    sender,
    ids: randomIds,
    clock,
    log,
    meter,
  })
  const health = await startHealth({
    ...config.http,
    metrics,
    log,
    probes: {
      slack: () => ({
        connected: listening.connected(),
        downForMs: clock.now() - (listening.disconnectedSince() ?? clock.now()),
      }),
      store: () => store.check(),
      clusters: () => clusters.all.map(({ name, state }) => ({ name, answers: state() === 'ok' })),
    },
  })
  const chores = [
    every(tidyEveryMs, bot.tidy),
    every(pruneEveryMs, bot.prune),
    // So that /readyz knows of a cluster that is away before somebody asks for it.
    every(pingEveryMs, async () => void (await Promise.all(clusters.all.map((cluster) => cluster.ping())))),
  ]
  await bot.recover()
  log.info({ clusters: clusters.all.map(({ name }) => name), mode: slack.mode, health: health.port }, 'ready')

  return {
    healthPort: health.port,
    async stop() {
      stopping.abort()
      await listening.stop(config.limits.shutdown)
      await Promise.all(chores)
      await bot.drain(config.limits.shutdown)
      await sender.drain(config.limits.shutdown)
      await sender.stop()
      await health.close()
      await Promise.all(clusters.all.map((cluster) => cluster.close()))
      await store.close()
      log.info({}, 'stopped')
    },
  }

  async function every(milliseconds: number, chore: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await chore()
      } catch (error) {
        log.error({ err: error }, 'a chore broke; it is tried again')
      }
      await pause(milliseconds, stopping.signal)
    }
  }
}

const realTime: Pace = { clock: { now: Date.now }, pause: rest }

async function rest(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : undefined)
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}
