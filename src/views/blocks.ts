import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  InputBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types'
import type { Mrkdwn } from './text.ts'
import { fence, literal } from './text.ts'

/** A title. Emoji codes of ours work, markup does not. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text) }
}

export function section(text: Mrkdwn, accessory?: Button): SectionBlock {
  return { type: 'section', text: mrkdwnText(text), ...(accessory && { accessory }) }
}

/** Up to ten short texts in two columns. */
export function fields(texts: readonly Mrkdwn[]): SectionBlock {
  return { type: 'section', fields: texts.map(mrkdwnText) }
}

/** Small grey text. */
export function context(...texts: readonly Mrkdwn[]): ContextBlock {
  return { type: 'context', elements: texts.map(mrkdwnText) }
}

export function divider(): DividerBlock {
  return { type: 'divider' }
}

/** Lines as they are: logs, tables, manifests. Redacted as a whole before anything is cut. */
export function codeBlock(text: string): SectionBlock {
  return section(fence(text))
}

/** One row of buttons: five at the most fit beside each other. */
export function actions(buttons: readonly Button[], blockId?: string): ActionsBlock {
  return { type: 'actions', elements: [...buttons], ...(blockId !== undefined && { block_id: blockId }) }
}

export interface ButtonParts {
  readonly text: string
  /** Which action it is; one row may not have the same twice. */
  readonly action: string
  /** An opaque id, never a command. */
  readonly value: string
  readonly style?: 'primary' | 'danger'
  readonly confirm?: ConfirmParts
}

export interface ConfirmParts {
  readonly title: string
  readonly text: Mrkdwn
  readonly yes: string
  readonly no: string
}

export function button({ text, action, value, style, confirm }: ButtonParts): Button {
  return {
    type: 'button',
    text: plainText(text),
    action_id: action,
    value,
    ...(style && { style }),
    ...(confirm && { confirm: confirmation(confirm) }),
  }
}

export interface InputParts {
  readonly label: string
  readonly block: string
  readonly action: string
  readonly hint?: string
  readonly initial?: string
  readonly optional?: boolean
  readonly multiline?: boolean
  readonly maxLength?: number
}

/** A text field of a modal. */
export function input(parts: InputParts): InputBlock {
  const { label, block, action, hint, initial, optional = false, multiline = false, maxLength = 3000 } = parts
  return {
    type: 'input',
    block_id: block,
    label: plainText(label),
    optional,
    element: {
      type: 'plain_text_input',
      action_id: action,
      multiline,
      max_length: maxLength,
      ...(initial !== undefined && { initial_value: initial.slice(0, maxLength) }),
    },
    ...(hint !== undefined && { hint: plainText(hint) }),
  }
}

export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text: literal(text), emoji: true }
}

/** `verbatim`: Slack must not look for links, channels or names in what is shown. */
export function mrkdwnText(text: Mrkdwn): MrkdwnElement {
  return { type: 'mrkdwn', text: text.mrkdwn, verbatim: true }
}

function confirmation({ title, text, yes, no }: ConfirmParts): ConfirmationDialog {
  return {
    title: plainText(title),
    text: mrkdwnText(text),
    confirm: plainText(yes),
    deny: plainText(no),
  }
}
