import { onTestFinished } from 'vitest'
import type { Bot, Click, Line, Submission, SubmissionVerdict } from '../../src/bot/doors.ts'
import type { Clock, Meter } from '../../src/bot/ports.ts'
import type { Store } from '../../src/bot/store.ts'
import { createSlackClients } from '../../src/slack/clients.ts'
import type { SlackConfig } from '../../src/slack/config.ts'
import { listen, type Listening } from '../../src/slack/listen.ts'
import { startSender, type Sender } from '../../src/slack/sender.ts'
import { openStore } from '../../src/store/store.ts'

/** What stands behind the doors in these tests: it notes what came in and does what the test says. */
export interface Behind {
  line: (line: Line) => Promise<void>
  click: (click: Click) => Promise<void>
  submit: (submission: Submission) => SubmissionVerdict
}

export interface Logged {
  readonly level: string
  readonly fields: object
  readonly message: string
}

export interface Bench {
  readonly listening: Listening
  readonly sender: Sender
  readonly store: Store
  readonly logged: Logged[]
  readonly doubled: () => number
}

/** The whole of src/slack on a store in memory, before a Slack that is not the real one. */
export async function startBench(
  config: SlackConfig,
  behind: Partial<Behind>,
  given: Given = {},
): Promise<Bench> {
  const store = given.store ?? (await openStore({ file: ':memory:' }))
  const clock = given.clock ?? { now: () => Date.now() }
  const { log, logged } = createLog()
  const { meter, doubled } = createMeter()
  const clients = createSlackClients(config, log)
  const sender = startSender({ clients, store, clock, log, meter, paceMs: 5, pollMs: 10, retryMs: 20 })
  onTestFinished(async () => {
    await sender.stop()
    await store.close()
  })
  let requests = 0
  const ids = { request: () => `c-${(requests += 1)}`, approval: () => 'REQ-1', long: () => 'long' }
  const bot: Bot = {
    line: unasked,
    click: unasked,
    submit: () => ({ kind: 'accepted', work: unasked }),
    ...behind,
  }
  const all = {
    config,
    clients,
    bot,
    store: given.doorStore ?? store,
    sender,
    ids,
    clock,
    log,
    meter,
    reconnectMs: 20,
  }
  const listening = await listen(all)
  onTestFinished(() => listening.stop(1_000))
  return { listening, sender, store, logged, doubled }
}

export interface Given {
  readonly store?: Store
  /** For the doors only: one that breaks, say. */
  readonly doorStore?: Store
  readonly clock?: Clock
}

export function createLog() {
  const logged: Logged[] = []
  const at = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message })
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, logged }
}

export function createMeter(): { meter: Meter; doubled: () => number } {
  let doubled = 0
  const meter = {
    command: () => {},
    denial: () => {},
    approval: () => {},
    answered: () => {},
    clusterCall: () => {},
    duplicateRisk: () => {
      doubled += 1
    },
  }
  return { meter, doubled: () => doubled }
}

async function unasked(): Promise<void> {
  throw new Error('the test did not expect this door to open')
}
