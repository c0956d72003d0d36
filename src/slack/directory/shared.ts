import type { WebClient } from '@slack/web-api'
import { z } from 'zod'

const Channel = z.object({
  is_ext_shared: z.boolean().nullish(),
  is_pending_ext_shared: z.boolean().nullish(),
})

/** Whether people of another company are, or are about to be, in a channel. Rejects when Slack does not tell. */
export async function readShared(client: WebClient, channel: string): Promise<boolean> {
  const answer = await client.conversations.info({ channel })
  const { is_ext_shared, is_pending_ext_shared } = Channel.parse(answer.channel)
  return is_ext_shared === true || is_pending_ext_shared === true
}
