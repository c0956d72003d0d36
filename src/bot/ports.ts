import type { Account } from '../core/person.ts'
import type { Message } from './message.ts'

export interface Clock {
  now(): number
}

/** Structured, redacted. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Random ids: `request()` c-8F2A…, `approval()` REQ-7F3K, `long()` for snapshots, operations, messages. */
export interface Ids {
  request(): string
  approval(): string
  long(): string
}

/** Slack accounts. */
export interface Directory {
  /** `fresh` passes every cache by: for votes. Undefined when Slack cannot be asked: refuse. */
  account(team: string, user: string, fresh: boolean): Promise<Account | undefined>
  /** Channels shared with another company answer no commands. Undefined when Slack cannot be asked. */
  isShared(channel: string): Promise<boolean | undefined>
  /** Whether what the bot posts there is seen. Undefined when Slack does not tell. */
  isMember(channel: string): Promise<boolean | undefined>
}

/** Counters and timings; labels are words from fixed lists, never names from clusters or people. */
export interface Meter {
  command(command: string, outcome: string): void
  denial(by: string): void
  approval(state: string): void
  answered(milliseconds: number): void
  clusterCall(cluster: string, verb: string, outcome: string, milliseconds: number): void
  duplicateRisk(): void
}

/** How a person who waits is answered, through the door they came by. */
export interface Reply {
  /** Seen only by the person: a slash command's answer. In a thread or DM: plain. */
  answer(message: Message): Promise<void>
  /** Replaces the last answer, for progress and pages; where that is impossible, answers anew. */
  replace(message: Message): Promise<void>
}
