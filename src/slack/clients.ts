import { WebClient } from '@slack/web-api'
import type { Log } from '../bot/ports.ts'
import type { SlackConfig } from './config.ts'
import { slackLogger } from './logger.ts'

/**
 * One client per purpose, because a rate limit pauses a whole client's queue: a lookup must not hold up an answer.
 * None of them repeats a call by itself: a repeated post is a doubled message.
 */
export interface SlackClients {
  /** For people who wait. */
  readonly interactive: WebClient
  /** For the outbox, which has its own patience. */
  readonly sender: WebClient
  /** For accounts and groups. */
  readonly lookup: WebClient
}

export function createSlackClients(config: Pick<SlackConfig, 'botToken' | 'apiUrl'>, log: Log): SlackClients {
  const client = (timeout: number): WebClient =>
    new WebClient(config.botToken, { ...clientOptions(config), timeout, logger: slackLogger(log) })
  return { interactive: client(10_000), sender: client(20_000), lookup: client(5_000) }
}

/** A fresh object on every call: the socket's client writes into the one it is given. */
export function clientOptions(config: Pick<SlackConfig, 'apiUrl'>) {
  return {
    ...(config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl }),
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  }
}
