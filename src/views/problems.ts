import type { Button, ConfirmationDialog, KnownBlock, MrkdwnElement, PlainTextElement } from '@slack/types'
import type { Message } from '../bot/message.ts'
import { isOpen, token } from './cut.ts'
import { isShown } from './shown.ts'
import { LIMITS } from './sizes.ts'
import { sumOfTexts } from './texts.ts'

/** What Slack, or a person who reads it, would have against this message. Empty when there is nothing. */
export function problems(message: Message): string[] {
  const { text, blocks } = message
  const sum = blocks.reduce((total, block) => total + sumOfTexts(block), 0)
  return [
    ...within('text', text, LIMITS.text),
    ...markup('text', text),
    ...most('blocks', blocks.length, LIMITS.blocks),
    ...most('sum of all text', sum, LIMITS.sum),
    ...repeated(
      'block_id',
      blocks.map((block) => block.block_id),
    ),
    ...blocks.flatMap((block, index) => inBlock(block, `blocks[${index}] ${block.type}`)),
  ]
}

function inBlock(block: KnownBlock, at: string): string[] {
  if (!isShown(block)) return [`${at} is not shown by every client`]
  switch (block.type) {
    case 'divider':
      return []
    case 'header':
      return inText(block.text, at, LIMITS.header)
    case 'section': {
      const { text, fields = [], accessory } = block
      return [
        ...(text ? inText(text, at, LIMITS.section) : []),
        ...(text || fields.length > 0 ? [] : [`${at} has neither text nor fields`]),
        ...most(`${at} fields`, fields.length, LIMITS.fields),
        ...fields.flatMap((field) => inText(field, `${at} field`, LIMITS.field)),
        ...(accessory?.type === 'button' ? inButton(accessory, `${at} accessory`) : []),
      ]
    }
    case 'context':
      return [
        ...(block.elements.length === 0 ? [`${at} is empty`] : []),
        ...most(`${at} elements`, block.elements.length, LIMITS.contextElements),
        ...block.elements.flatMap((one) => (one.type === 'image' ? [] : inText(one, at, LIMITS.contextText))),
      ]
    case 'actions':
      return [
        ...(block.elements.length === 0 ? [`${at} is empty`] : []),
        ...most(`${at} elements`, block.elements.length, LIMITS.buttons),
        ...repeated(
          `${at} action_id`,
          block.elements.map((element) => element.action_id),
        ),
        ...block.elements.flatMap((one) =>
          one.type === 'button' ? inButton(one, at) : [`${at} has a ${one.type}: only buttons are used`],
        ),
      ]
    case 'image':
      return within(`${at} alt_text`, block.alt_text, LIMITS.alt)
    case 'input':
      return inText(block.label, `${at} label`, LIMITS.label)
  }
}

function inButton(button: Button, at: string): string[] {
  const { text, value = '', url = '', action_id: id, confirm } = button
  return [
    ...inText(text, `${at} button`, LIMITS.buttonText),
    ...most(`${at} value`, value.length, LIMITS.value),
    ...most(`${at} url`, url.length, LIMITS.url),
    ...(id === undefined ? [] : within(`${at} action_id`, id, LIMITS.id)),
    ...(confirm ? inConfirm(confirm, `${at} confirm`) : []),
  ]
}

function inConfirm(confirm: ConfirmationDialog, at: string): string[] {
  return [
    ...most(`${at} title`, confirm.title?.text.length ?? 0, LIMITS.confirmTitle),
    ...most(`${at} text`, confirm.text.text.length, LIMITS.confirmText),
    ...most(`${at} button`, confirm.confirm?.text.length ?? 0, LIMITS.confirmButton),
    ...most(`${at} button`, confirm.deny?.text.length ?? 0, LIMITS.confirmButton),
  ]
}

function inText(text: PlainTextElement | MrkdwnElement, at: string, limit: number): string[] {
  return [...within(at, text.text, limit), ...(text.type === 'mrkdwn' ? markup(at, text.text) : [])]
}

function within(at: string, text: string, limit: number): string[] {
  const empty = text.trim() === '' ? [`${at} is empty`] : []
  const torn = text.isWellFormed() ? [] : [`${at} is torn inside of a character`]
  return [...empty, ...torn, ...most(at, text.length, limit)]
}

function markup(at: string, text: string): string[] {
  const bare = text.replace(new RegExp(token, 'g'), '')
  return [
    ...(/[<>]/.test(bare) ? [`${at} has an unescaped < or >`] : []),
    ...(/&(?!(?:amp|lt|gt);)/.test(bare) ? [`${at} has an unescaped &`] : []),
    ...(isOpen(text) && text.length >= 200 ? [`${at} leaves a fence open`] : []),
  ]
}

function most(what: string, count: number, limit: number): string[] {
  return count > limit ? [`${what}: ${count}, at most ${limit}`] : []
}

function repeated(what: string, ids: readonly (string | undefined)[]): string[] {
  const given = ids.filter((id) => id !== undefined)
  return given.filter((id, index) => given.indexOf(id) !== index).map((id) => `${what} ${id} is used twice`)
}
