import type {
  ActionsBlock,
  ConfirmationDialog,
  ImageBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types'
import { isShown } from './shown.ts'

type Change = (text: string) => string

/** The same block with every text that a person can read changed. */
export function mapTexts(block: KnownBlock, change: Change): KnownBlock {
  if (!isShown(block)) return block
  switch (block.type) {
    case 'header':
      return { ...block, text: changed(block.text, change) }
    case 'section':
      return mapSection(block, change)
    case 'context':
      return {
        ...block,
        elements: block.elements.map((element) =>
          element.type === 'image'
            ? { ...element, alt_text: change(element.alt_text) }
            : changed(element, change),
        ),
      }
    case 'image':
      return mapImage(block, change)
    case 'actions':
      return { ...block, elements: block.elements.map((element) => mapElement(element, change)) }
    case 'input':
      return {
        ...block,
        label: changed(block.label, change),
        ...(block.hint && { hint: changed(block.hint, change) }),
      }
    case 'divider':
      return block
  }
}

/** How many characters the block adds to the message. */
export function sumOfTexts(block: KnownBlock): number {
  let sum = 0
  mapTexts(block, (text) => {
    sum += text.length
    return text
  })
  return sum
}

function changed<Text extends PlainTextElement | MrkdwnElement>(text: Text, change: Change): Text {
  return { ...text, text: change(text.text) }
}

function mapSection(block: SectionBlock, change: Change): SectionBlock {
  const { text, fields, accessory } = block
  return {
    ...block,
    ...(text && { text: changed(text, change) }),
    ...(fields && { fields: fields.map((field) => changed(field, change)) }),
    ...(accessory && { accessory: mapAccessory(accessory, change) }),
  }
}

function mapAccessory(accessory: NonNullable<SectionBlock['accessory']>, change: Change): typeof accessory {
  if (accessory.type === 'image') return { ...accessory, alt_text: change(accessory.alt_text) }
  if (accessory.type !== 'button') return accessory
  return mapButton(accessory, change)
}

function mapElement(element: ActionsBlock['elements'][number], change: Change): typeof element {
  return element.type === 'button' ? mapButton(element, change) : element
}

function mapButton<Item extends { text: PlainTextElement; confirm?: ConfirmationDialog }>(
  button: Item,
  change: Change,
): Item {
  const { confirm } = button
  const dialog = confirm && {
    ...confirm,
    ...(confirm.title && { title: changed(confirm.title, change) }),
    text: changed(confirm.text, change),
  }
  return { ...button, text: changed(button.text, change), ...(dialog && { confirm: dialog }) }
}

function mapImage(block: ImageBlock, change: Change): ImageBlock {
  const { title, alt_text: alt } = block
  return { ...block, alt_text: change(alt), ...(title && { title: changed(title, change) }) }
}
