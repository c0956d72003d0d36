import type { KnownBlock } from '@slack/types'
import type { Message } from '../bot/message.ts'
import { redact } from '../core/redact.ts'
import { cut, mend } from './cut.ts'
import { fitBlock } from './fit-block.ts'
import { mapTexts, sumOfTexts } from './texts.ts'
import { LIMITS } from './sizes.ts'

export { problems } from './problems.ts'
export { LIMITS } from './sizes.ts'

/** The last belt before Slack: every text redacted once more, and the whole made valid. */
export function outbound(message: Message): Message {
  return fit({
    text: redact(message.text),
    blocks: message.blocks.map((block) => mapTexts(block, redact)),
  })
}

/** Makes any message valid. What is valid stays exactly as it is; what is cut says so. */
export function fit(message: Message): Message {
  const blocks = message.blocks.map(fitBlock).filter((block) => block !== undefined)
  return {
    text: cut(mend(message.text), LIMITS.text).trim() || 'Open Slack to read this message.',
    blocks: uniqueIds(withinSum(withinCount(blocks))),
  }
}

const note: KnownBlock = { type: 'context', elements: [{ type: 'mrkdwn', text: '… (cut)', verbatim: true }] }

/** Buttons are kept for as long as anything can: a card without them cannot be answered. */
function withinCount(blocks: readonly KnownBlock[]): KnownBlock[] {
  if (blocks.length <= LIMITS.blocks) return [...blocks]
  const buttons = blocks.filter(isActions).slice(0, LIMITS.blocks - 1)
  let room = LIMITS.blocks - 1 - buttons.length
  const kept = blocks.filter((block) => (isActions(block) ? buttons.includes(block) : room-- > 0))
  return noted(kept)
}

/** Whole blocks from the top for as long as they fit; the first that does not is shortened if that leaves enough. */
function withinSum(blocks: readonly KnownBlock[]): KnownBlock[] {
  if (sumOf(blocks) <= LIMITS.sum) return [...blocks]
  let room = LIMITS.sum - sumOfTexts(note)
  const buttons = blocks.filter(isActions).filter((block) => {
    const fits = sumOfTexts(block) <= room
    if (fits) room -= sumOfTexts(block)
    return fits
  })
  const kept: KnownBlock[] = []
  let full = false
  for (const block of blocks) {
    if (isActions(block)) {
      if (buttons.includes(block)) kept.push(block)
      continue
    }
    const fitting: KnownBlock | undefined = full ? undefined : shortened(block, room)
    full ||= fitting === undefined || fitting !== block
    if (!fitting) continue
    room -= sumOfTexts(fitting)
    kept.push(fitting)
  }
  return noted(kept).slice(0, LIMITS.blocks)
}

/** Less than this is not worth a torn block. */
const least = 400

function shortened(block: KnownBlock, room: number): KnownBlock | undefined {
  if (sumOfTexts(block) <= room) return block
  if (block.type !== 'section' || !block.text || room < least || block.accessory || block.fields)
    return undefined
  return { ...block, text: { ...block.text, text: cut(block.text.text, room) } }
}

/** The note stands where the text ends, above the buttons of the end. */
function noted(blocks: readonly KnownBlock[]): KnownBlock[] {
  const last = blocks.findLastIndex((block) => !isActions(block))
  const already = blocks.some((block) => JSON.stringify(block) === JSON.stringify(note))
  return already ? [...blocks] : [...blocks.slice(0, last + 1), note, ...blocks.slice(last + 1)]
}

function isActions(block: KnownBlock): boolean {
  return block.type === 'actions'
}

function sumOf(blocks: readonly KnownBlock[]): number {
  return blocks.reduce((sum, block) => sum + sumOfTexts(block), 0)
}

/** Slack makes up an id for a block that has none. */
function uniqueIds(blocks: readonly KnownBlock[]): KnownBlock[] {
  const seen = new Set<string>()
  return blocks.map((block) => {
    const { block_id: id, ...rest } = block
    if (id === undefined) return block
    if (id === '' || id.length > LIMITS.id || seen.has(id)) return rest
    seen.add(id)
    return block
  })
}
