import type { ObjectAim } from '../target.ts'

/** Whose log, and which part of it. */
export interface LogsAim extends ObjectAim {
  readonly container?: string | undefined
  readonly previous: boolean
  readonly timestamps: boolean
  readonly tail: number
  readonly since?: number | undefined
}
