import type { Args, Block } from './world.ts'
import { blocksOf, text } from './world.ts'

/** Slack's error word for a message that it would not take, or null. Written down apart from the bot's own limits. */
export function refusal(args: Args): string | null {
  const blocks = blocksOf(args)
  if (text(args, 'text').length > 40_000) return 'msg_too_long'
  if (text(args, 'text') === '' && blocks.length === 0) return 'no_text'
  if (blocks.length > 50 || blocks.some((block) => !wellFormed(block))) return 'invalid_blocks'
  if (repeats(blocks.map(({ block_id }) => block_id))) return 'invalid_blocks'
  return blocks.reduce((sum, block) => sum + textLength(block), 0) > 13_200 ? 'msg_blocks_too_long' : null
}

const longest: Readonly<Record<string, number>> = { section: 3_000, header: 150, context: 2_000 }
const known = new Set(
  'section header context actions divider image input file rich_text table markdown video context_actions'.split(
    ' ',
  ),
)

function wellFormed(block: Block): boolean {
  if (!known.has(block.type)) return false
  const most = longest[block.type]
  if (most !== undefined && textLength({ type: 'text', text: block['text'] }) > most) return false
  const elements = Array.isArray(block['elements']) ? block['elements'] : []
  if (block.type === 'context' && (elements.length === 0 || elements.length > 10)) return false
  if (block.type === 'actions') return elements.length > 0 && elements.length <= 25 && buttonsFit(elements)
  return block.type !== 'section' || hasText(block)
}

function hasText(block: Block): boolean {
  return textLength({ type: 'text', text: block['text'] }) > 0 || Array.isArray(block['fields'])
}

function buttonsFit(elements: readonly unknown[]): boolean {
  const ids: unknown[] = []
  for (const element of elements) {
    if (!isRecord(element)) return false
    ids.push(element['action_id'])
    if (typeof element['value'] === 'string' && element['value'].length > 2_000) return false
    if (element['type'] === 'button' && textLength({ type: 'text', text: element['text'] }) > 75) return false
  }
  return !repeats(ids)
}

function repeats(ids: readonly unknown[]): boolean {
  const given = ids.filter((id) => id !== undefined)
  return new Set(given).size < given.length
}

/** All characters under a key named text. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0)
  if (!isRecord(value)) return 0
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + (name === 'text' && typeof one === 'string' ? one.length : textLength(one)),
    0,
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
