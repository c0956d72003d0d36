import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types'
import { isShown } from './shown.ts'
import { cut, mend } from './cut.ts'
import { LIMITS } from './sizes.ts'

/** The block within its limits; undefined when nothing of it would be left, or when not every client can show it. */
export function fitBlock(block: KnownBlock): KnownBlock | undefined {
  if (!isShown(block)) return undefined
  switch (block.type) {
    case 'divider':
      return block
    case 'header':
      return block.text.text.trim() === ''
        ? undefined
        : { ...block, text: fitText(block.text, LIMITS.header) }
    case 'section':
      return fitSection(block)
    case 'context':
      return fitContext(block)
    case 'actions':
      return fitActions(block)
    case 'image': {
      const { title, ...image } = block
      const alt = cut(block.alt_text, LIMITS.alt) || 'image'
      return { ...image, alt_text: alt, ...(title?.text && { title: fitText(title, LIMITS.imageTitle) }) }
    }
    case 'input':
      return { ...block, label: fitText(block.label, LIMITS.label) }
  }
}

function fitText<Text extends PlainTextElement | MrkdwnElement>(text: Text, limit: number): Text {
  const mended = text.type === 'mrkdwn' ? mend(text.text) : text.text.toWellFormed()
  return { ...text, text: text.type === 'mrkdwn' ? cut(mended, limit) : cutPlain(mended, limit) }
}

/** Plain text knows no fences and no escapes. */
function cutPlain(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function fitSection(block: SectionBlock): SectionBlock | undefined {
  const { text, fields, accessory, ...rest } = block
  const left = fields?.filter(hasText).slice(0, LIMITS.fields) ?? []
  const body = text && hasText(text) ? fitText(text, LIMITS.section) : undefined
  if (!body && left.length === 0) return undefined
  const beside =
    accessory?.type === 'button' ? fitButton(accessory) : accessory?.type === 'image' ? accessory : undefined
  return {
    ...rest,
    ...(body && { text: body }),
    ...(left.length > 0 && { fields: left.map((field) => fitText(field, LIMITS.field)) }),
    ...(beside && { accessory: beside }),
  }
}

function fitContext(block: ContextBlock): ContextBlock | undefined {
  const elements = block.elements
    .filter((element) => element.type === 'image' || hasText(element))
    .slice(0, LIMITS.contextElements)
    .map((element) => (element.type === 'image' ? element : fitText(element, LIMITS.contextText)))
  return elements.length === 0 ? undefined : { ...block, elements }
}

function fitActions(block: ActionsBlock): ActionsBlock | undefined {
  const buttons = block.elements
    .filter((element) => element.type === 'button')
    .map(fitButton)
    .filter((button) => button !== undefined)
    .slice(0, LIMITS.buttons)
  return buttons.length === 0 ? undefined : { ...block, elements: uniqueActions(buttons) }
}

/** A button with half a value would do something else than what it says: such a button is left out. */
function fitButton(button: Button): Button | undefined {
  const { text, value = '', url = '', action_id: id, confirm } = button
  if (!hasText(text) || value.length > LIMITS.value || url.length > LIMITS.url) return undefined
  if (id !== undefined && (id === '' || id.length > LIMITS.id)) return undefined
  return {
    ...button,
    text: fitText(text, LIMITS.buttonText),
    ...(confirm && { confirm: fitConfirm(confirm) }),
  }
}

function fitConfirm(confirm: ConfirmationDialog): ConfirmationDialog {
  return {
    ...confirm,
    ...(confirm.title && { title: fitText(confirm.title, LIMITS.confirmTitle) }),
    text: fitText(confirm.text, LIMITS.confirmText),
    ...(confirm.confirm && { confirm: fitText(confirm.confirm, LIMITS.confirmButton) }),
    ...(confirm.deny && { deny: fitText(confirm.deny, LIMITS.confirmButton) }),
  }
}

/** The second button of the same action in a row gets `#2` behind its id. */
function uniqueActions(buttons: readonly Button[]): Button[] {
  const seen = new Set<string>()
  return buttons.map((button) => {
    const { action_id: id } = button
    if (id === undefined) return button
    let unique = id
    for (let count = 2; seen.has(unique); count += 1) unique = `${id.slice(0, LIMITS.id - 4)}#${count}`
    seen.add(unique)
    return { ...button, action_id: unique }
  })
}

function hasText({ text }: { readonly text: string }): boolean {
  return text.trim() !== ''
}
