import type { Policy } from '../core/policy.ts'
import type { Ballots } from './ballots.ts'
import type { Clusters } from './cluster.ts'
import type { Command } from './command.ts'
import type { Clock, Directory, Ids, Log, Meter } from './ports.ts'
import type { Store } from './store.ts'
import type { Voice } from './voice.ts'

/** Everything the bot needs from outside, wired once in main. */
export interface Parts {
  readonly store: Store
  readonly clusters: Clusters
  readonly directory: Directory
  readonly policy: () => Policy
  readonly commands: readonly Command[]
  readonly voice: Voice
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly meter: Meter
  /** Something was put into the outbox: send it now rather than soon. */
  readonly wake: () => void
  /** Waits; ends early (without an error) when the signal aborts. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly undoForMs: number
  /** After so long a line is given up. */
  readonly commandTimeoutMs: number
  /** How long results, sent messages and payload ids are kept. */
  readonly keepForMs: number
  /** The slash command's name, for sentences that say what to type. */
  readonly slash: string
  /** `config sources [key]`: one line a key, secrets masked. */
  readonly settings: (key: string | undefined) => readonly string[]
}

/** What commands may use. */
export interface Services extends Parts {
  readonly ballots: Ballots
}
