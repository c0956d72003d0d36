import type { OutboxEntry } from '../../bot/store.ts'

/** What is sent in order and at one pace: a channel, or a person's direct messages. */
export function laneOf({ outgoing }: OutboxEntry): string {
  return outgoing.kind === 'file' ? outgoing.user : outgoing.channel
}
