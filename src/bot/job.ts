import type { Account } from '../core/person.ts'
import type { Words } from '../core/words.ts'
import type { Bearings } from './aim.ts'
import type { Aimed, ClusterContext, Command, Prepared } from './command.ts'
import type { Line } from './doors.ts'

/** A line about a cluster, understood and on its way. */
export interface Job {
  readonly line: Line
  readonly account: Account
  readonly command: Command
  readonly words: readonly string[]
  readonly flags: Words['flags']
  readonly grep: Words['grep']
  readonly prepared: Extract<Prepared, { shape: 'cluster' }>
  readonly bearings: Bearings
}

/** The job once it was aimed and allowed; `spelled` is the whole line with cluster and namespace written out. */
export interface Allowed<Shape extends Aimed['shape']> {
  readonly context: ClusterContext
  readonly aimed: Extract<Aimed, { shape: Shape }>
  readonly spelled: string
}
