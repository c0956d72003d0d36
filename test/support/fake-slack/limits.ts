import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import { problems } from '../../../src/views/limits.ts'
import type { Answer, Args } from './world.ts'
import { blocksOf, text } from './world.ts'

const Typed = z.object({ type: z.string() })

const Blocks = z.array(
  z.custom<KnownBlock>(
    (value) => known.has(Typed.safeParse(value).data?.type ?? ''),
    'a block of a known type',
  ),
)

const known = new Set(
  'section header context actions divider image input file rich_text table markdown video context_actions'.split(
    ' ',
  ),
)

/** What Slack answers to a message that it would not take, or null; with the reasons, as Slack gives them. */
export function refusal(args: Args): Answer | null {
  const said = text(args, 'text')
  if (said.length > 40_000) return refused('msg_too_long', [])
  if (said === '' && blocksOf(args).length === 0) return refused('no_text', [])
  if (textLength(blocksOf(args)) > 13_200) return refused('msg_blocks_too_long', [])
  const blocks = Blocks.safeParse(blocksOf(args))
  if (!blocks.success) return refused('invalid_blocks', [blocks.error.message])
  const found = problems({ text: said, blocks: blocks.data })
  return found.length === 0 ? null : refused('invalid_blocks', found)
}

function refused(error: string, messages: readonly string[]): Answer {
  return { ok: false, error, response_metadata: { messages } }
}

/** All characters under a key named text, wherever it stands. */
function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce((sum: number, [name, one]: [string, unknown]) => {
    return sum + (name === 'text' && typeof one === 'string' ? one.length : textLength(one))
  }, 0)
}
