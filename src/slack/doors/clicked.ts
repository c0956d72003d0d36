import type { App } from '@slack/bolt'
import type { z } from 'zod'
import type { PlaceRef } from '../../core/approval.ts'
import { admit } from '../guards/admit.ts'
import type { Hall } from '../hall.ts'
import { whisperReply } from '../reply/whisper-reply.ts'
import { openReply } from '../reply/open-reply.ts'
import { timed } from '../reply/timed.ts'
import { plain } from '../said.ts'
import { formOpener } from './open-form.ts'
import { ActionBody } from './payload.ts'
import { payloadId } from './payload-id.ts'

/** Buttons of ours have ids that begin so. */
const ours = 'rm:'

type Clicked = z.output<typeof ActionBody>

/** Pressed buttons: ours go to the bot, any other is answered too. */
export function clickDoor(app: App, hall: Hall): void {
  app.action(/.*/s, async ({ body, context }) => {
    const clicked = ActionBody.parse(body)
    const id = hall.ids.request()
    const team = clicked.team?.id ?? clicked.user.team_id ?? ''
    const person = { team: clicked.user.team_id ?? team, user: clicked.user.id }
    const place = placeOf(clicked)
    const caller = { id, door: 'click', person, place } as const
    const ephemeral = clicked.container?.is_ephemeral === true || clicked.message?.subtype === 'ephemeral'
    const own = place.direct && !ephemeral
    const reply = timed(
      own
        ? openReply(hall, caller, place.thread)
        : whisperReply(hall, caller, clicked.response_url ?? null, ephemeral),
      hall.clock,
      hall.meter,
    )
    const open = formOpener(hall, { user: person.user, place }, clicked.trigger_id, reply)
    await admit(
      hall,
      { id, team, payloadId: payloadId(context, null, clicked.trigger_id) },
      reply,
      async () => {
        for (const action of clicked.actions) {
          const name = action.action_id ?? ''
          if (name.startsWith(ours)) {
            const value = action.value ?? action.selected_option?.value ?? ''
            const messageTs = clicked.container?.message_ts ?? null
            await hall.bot.click({
              ...caller,
              action: name,
              value,
              messageTs,
              reply,
              open,
              signal: hall.closing,
            })
          } else if (action.url === null || action.url === undefined) {
            await reply.answer(plain('This button is not one that I know. Nothing was done.'))
          }
        }
      },
    )
  })
}

/** A button in a form or in the Home tab has no channel: its person's DM stands in. */
function placeOf(clicked: Clicked): PlaceRef {
  const channel = clicked.channel?.id || clicked.container?.channel_id || clicked.user.id
  return {
    channel,
    thread: clicked.message?.thread_ts ?? clicked.container?.thread_ts ?? null,
    direct: channel.startsWith('D') || channel === clicked.user.id,
  }
}
