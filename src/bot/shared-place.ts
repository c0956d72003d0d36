import type { PlaceRef } from '../core/approval.ts'
import type { Parts } from './services.ts'

/** Why nothing is done in this place, whoever asks; undefined when people of this workspace are among themselves. */
export async function whyNotHere(
  { directory }: Pick<Parts, 'directory'>,
  { channel, direct }: Pick<PlaceRef, 'channel' | 'direct'>,
): Promise<string | undefined> {
  const shared = direct ? false : await directory.isShared(channel)
  if (shared === false) return undefined
  return shared
    ? 'This channel is shared with another company: I answer in channels of this workspace only. Nothing was done.'
    : 'Slack does not show me this channel, so I cannot tell who reads along. Invite me to it, or use a direct message. Nothing was done.'
}

/** Cards and posts would be lost in a channel that the bot is not in. */
export const inviteMe =
  'I am not in this channel, so nothing of mine would be seen here. Invite me (/invite @roundsman) and try again. Nothing was done.'
