import type { KnownBlock } from '@slack/types'

/** The blocks that every client shows, old ones and the local one too. We use no others. */
export type Shown = Extract<
  KnownBlock,
  { type: 'header' | 'section' | 'divider' | 'context' | 'image' | 'actions' | 'input' }
>

const types = new Set<string>(['header', 'section', 'divider', 'context', 'image', 'actions', 'input'])

export function isShown(block: KnownBlock): block is Shown {
  return types.has(block.type)
}
