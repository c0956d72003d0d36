import type { KnownBlock } from '@slack/types'
import type { Outgoing, OutboxEntry } from '../../bot/store.ts'

/** Marks a message that may be there twice, because Slack did not answer the first time and cannot be asked. */
export function repeated(entry: OutboxEntry): OutboxEntry {
  const { outgoing } = entry
  if (outgoing.kind !== 'file') return { ...entry, outgoing: marked(outgoing) }
  return { ...entry, outgoing: { ...outgoing, title: `${outgoing.title} (possibly repeated)` } }
}

type Said = Exclude<Outgoing, { kind: 'file' }>

function marked(outgoing: Said): Said {
  const { message } = outgoing
  return { ...outgoing, message: { ...message, blocks: [...message.blocks, note] } }
}

const note: KnownBlock = {
  type: 'context',
  elements: [
    { type: 'mrkdwn', text: '_Possibly repeated: Slack did not confirm this message the first time._' },
  ],
}
