import type { KnownBlock } from '@slack/types'

/** What Slack is given. `text` is the push line on a phone and what screen readers say: never empty. */
export interface Message {
  readonly text: string
  readonly blocks: readonly KnownBlock[]
}
