import type { Message } from '../bot/message.ts'
import { outbound } from '../views/limits.ts'

/** A message the way every call of Slack gets it: within the limits, and nothing in it fetched or pinged. */
export function said(message: Message) {
  const { text, blocks } = outbound(message)
  return { text, blocks: [...blocks], unfurl_links: false, unfurl_media: false }
}

/** A sentence of ours; never text from a cluster or a person. */
export function plain(text: string): Message {
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] }
}
