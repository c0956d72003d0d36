import type { App } from '@slack/bolt'
import { admit } from '../guards/admit.ts'
import type { Hall } from '../hall.ts'
import { openReply } from '../reply/open-reply.ts'
import { timed } from '../reply/timed.ts'
import { EventBody } from './payload.ts'
import { payloadId } from './payload-id.ts'

/** Lines that are said and not typed as a command: a mention in a channel, a message in a DM. */
export function spokenDoors(app: App, hall: Hall): void {
  app.event('app_mention', async ({ body, context }) => {
    await hear(hall, 'mention', EventBody.parse(body), context)
  })
  app.event('message', async ({ event, body, context }) => {
    if (event.channel_type === 'im') await hear(hall, 'direct', EventBody.parse(body), context)
  })
}

async function hear(
  hall: Hall,
  door: 'mention' | 'direct',
  { event, team_id, event_id }: EventBody,
  context: { readonly botUserId?: string; readonly [name: string]: unknown },
): Promise<void> {
  if (!isHuman(event)) return
  const id = hall.ids.request()
  const person = { team: event.user_team ?? event.team ?? team_id, user: event.user ?? '' }
  const place = {
    channel: event.channel,
    thread: event.thread_ts ?? null,
    direct: door === 'direct' || event.channel.startsWith('D'),
  }
  const caller = { id, door, person, place }
  // A mention is answered in its thread; a DM is a conversation, and stays where it is.
  const thread = event.thread_ts ?? (door === 'mention' && !place.direct ? event.ts : null)
  const reply = timed(openReply(hall, caller, thread), hall.clock, hall.meter)
  await admit(hall, { id, team: team_id, payloadId: payloadId(context, event_id, null) }, reply, () =>
    hall.bot.line({
      ...caller,
      text: withoutMention(event.text, context.botUserId),
      reply,
      open: null,
      signal: hall.closing,
    }),
  )
}

/** What a person says with a file, to the channel too, or as an action is said all the same. */
const said = new Set(['file_share', 'thread_broadcast', 'me_message'])

/** Only people command, and only by saying it: not bots, joins, edits or deletions. */
function isHuman(event: EventBody['event']): boolean {
  const { user, bot_id, subtype, edited } = event
  return (
    Boolean(user) && !bot_id && (!subtype || said.has(subtype)) && (edited === undefined || edited === null)
  )
}

/** `<@U0BOT> get pods` says `get pods`; other mentions stay, they may be arguments. */
function withoutMention(text: string, botUser: string | undefined): string {
  if (botUser === undefined) return text.trim()
  return text.replace(new RegExp(`<@${botUser}(\\|[^>]*)?>`), ' ').trim()
}
