import type { KnownBlock } from '@slack/types'

/** What a command has to show: a head of blocks, and lines that may be longer than one message. */
export interface View {
  /** The push line; what there is to know in one sentence. */
  readonly text: string
  readonly blocks: readonly KnownBlock[]
  readonly body?: Body
}

/** Shown in pages, filtered by grep and sent as a file from one stored copy: never run again. */
export interface Body {
  readonly title: string
  readonly filename: string
  readonly lines: readonly string[]
  /** How many lines on top are column names: they stay on every page and through every filter. */
  readonly headerLines: number
}
