import type { Bot } from '../bot/doors.ts'
import type { Clock, Ids, Log, Meter } from '../bot/ports.ts'
import type { Store } from '../bot/store.ts'
import type { SlackClients } from './clients.ts'
import type { SlackConfig } from './config.ts'
import type { AckWatch } from './guards/ack-watch.ts'
import type { Sender } from './sender.ts'

/** What every door opens into. */
export interface Hall {
  readonly config: SlackConfig
  readonly clients: SlackClients
  readonly bot: Bot
  readonly store: Store
  readonly sender: Pick<Sender, 'wake'>
  readonly ids: Ids
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
  readonly ackWatch: AckWatch
  /** Ends with the process. */
  readonly closing: AbortSignal
}
