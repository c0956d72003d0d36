import type { WebClient } from '@slack/web-api'
import type { Outgoing, OutboxEntry } from '../../bot/store.ts'
import { redact } from '../../core/redact.ts'
import { said } from '../said.ts'

export interface Sent {
  readonly ts: string | null
  readonly channel: string | null
}

/** Posts an entry that is not in Slack yet. Rejects with the SDK's errors. */
export async function post(client: WebClient, entry: OutboxEntry): Promise<Sent> {
  const { outgoing, threadTs } = entry
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
  switch (outgoing.kind) {
    case 'card':
    case 'post': {
      const answer = await client.chat.postMessage({
        ...said(outgoing.message),
        ...thread,
        channel: outgoing.channel,
        metadata: { event_type: 'outbox', event_payload: { id: markOf(entry) } },
      })
      // A post to a person is answered with the channel of their DM, which edits must name.
      return { ts: answer.ts ?? null, channel: answer.channel ?? outgoing.channel }
    }
    case 'whisper':
      await client.chat.postEphemeral({
        ...said(outgoing.message),
        ...thread,
        channel: outgoing.channel,
        user: outgoing.user,
      })
      return { ts: null, channel: outgoing.channel }
    case 'file':
      return upload(client, outgoing)
  }
}

/** Edits the message that a card has become. Both text and blocks, always: Slack drops the blocks otherwise. */
export async function edit(client: WebClient, outgoing: Outgoing, ts: string): Promise<Sent> {
  if (outgoing.kind !== 'card') throw new Error(`only a card can be edited, not a ${outgoing.kind}`)
  const { channel } = outgoing
  const { text, blocks } = said(outgoing.message)
  await client.chat.update({ text, blocks, channel, ts })
  return { ts, channel }
}

/** By what a message is found again. An entry's id changes when its message is replaced; a card's key does not. */
export function markOf({ id, outgoing }: OutboxEntry): string {
  return outgoing.kind === 'card' ? `card:${outgoing.key}` : id
}

/** Only ever to the person: a file in a channel is there for everybody and for good. */
async function upload(client: WebClient, file: Extract<Outgoing, { kind: 'file' }>): Promise<Sent> {
  const opened = await client.conversations.open({ users: file.user })
  const channel = opened.channel?.id
  if (channel === undefined) throw new Error('Slack opened a DM without an id')
  await client.filesUploadV2({
    channel_id: channel,
    filename: file.filename,
    title: file.title,
    file: Buffer.from(redact(file.content), 'utf8'),
  })
  return { ts: null, channel }
}
