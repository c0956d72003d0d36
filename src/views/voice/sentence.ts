import type { Message } from '../../bot/message.ts'
import { context, section } from '../blocks.ts'
import { code, md, type Mrkdwn } from '../text.ts'
import { clip } from './clip.ts'

/** One sentence, as it is. */
export function sentence(text: string): Message {
  return said(md`${clip(text, 2_500)}`)
}

/** Said when something of our own broke: the id is what an admin finds in the log. */
export function broken(requestId: string): Message {
  return said(
    md`💥 Something in me broke, and that is my fault, not yours. Nothing more is done for this line. Give an admin this id: ${code(requestId)}`,
  )
}

/** A sentence with small print below: whose word it is, and ids. */
export function said(text: Mrkdwn, ...small: readonly Mrkdwn[]): Message {
  return { text: text.mrkdwn, blocks: [section(text), ...(small.length > 0 ? [context(...small)] : [])] }
}
