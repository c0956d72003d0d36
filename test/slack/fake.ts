import { onTestFinished } from 'vitest'
import type { SlackConfig } from '../../src/slack/config.ts'
import { startFakeSlack, type FakeSlack } from '../support/fake-slack/fake-slack.ts'
import { freePort } from '../support/ports.ts'
import { startBench, type Behind, type Bench, type Given } from './bench.ts'

export const modes = ['socket', 'http'] as const

export interface Scene extends Bench {
  readonly slack: FakeSlack
}

/** The strict Slack with the bot's Slack side before it, in either mode. */
export async function startScene(
  mode: (typeof modes)[number],
  behind: Partial<Behind> = {},
  given: Given = {},
): Promise<Scene> {
  const port = await freePort()
  const slack = await startFakeSlack(mode === 'http' ? `http://127.0.0.1:${port}/slack/events` : undefined)
  onTestFinished(slack.stop)
  const bench = await startBench(configFor(slack, mode, port), behind, given)
  return { ...bench, slack }
}

export function configFor(slack: FakeSlack, mode: (typeof modes)[number], port: number): SlackConfig {
  const { botToken, appToken, signingSecret, team } = slack.world
  const all = { botToken, apiUrl: slack.apiUrl, command: '/k8s', teams: [team] }
  return mode === 'socket'
    ? { ...all, mode, appToken }
    : { ...all, mode, signingSecret, port, host: '127.0.0.1' }
}
