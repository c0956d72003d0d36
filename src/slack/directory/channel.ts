import type { WebClient } from '@slack/web-api'
import { z } from 'zod'

const Channel = z.object({
  is_ext_shared: z.boolean().nullish(),
  is_pending_ext_shared: z.boolean().nullish(),
  is_member: z.boolean().nullish(),
})

export interface ChannelFacts {
  /** People of another company are, or are about to be, in it. */
  readonly shared: boolean
  /** Undefined when Slack does not say. */
  readonly member: boolean | undefined
}

/** What matters of a channel. Rejects when Slack does not tell. */
export async function readChannel(client: WebClient, channel: string): Promise<ChannelFacts> {
  const answer = await client.conversations.info({ channel })
  const { is_ext_shared, is_pending_ext_shared, is_member } = Channel.parse(answer.channel)
  return {
    shared: is_ext_shared === true || is_pending_ext_shared === true,
    member: is_member ?? undefined,
  }
}
