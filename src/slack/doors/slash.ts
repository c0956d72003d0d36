import type { App } from '@slack/bolt'
import { admit } from '../guards/admit.ts'
import type { Hall } from '../hall.ts'
import { whisperReply } from '../reply/whisper-reply.ts'
import { timed } from '../reply/timed.ts'
import { plain } from '../said.ts'
import { formOpener } from './open-form.ts'
import { payloadId } from './payload-id.ts'

/** Slash commands: ours goes to the bot, any other that is routed here is answered too. */
export function slashDoor(app: App, hall: Hall): void {
  app.command(/.*/s, async ({ command, context }) => {
    const id = hall.ids.request()
    const person = { team: command.team_id, user: command.user_id }
    const place = { channel: command.channel_id, thread: null, direct: command.channel_id.startsWith('D') }
    const caller = { id, door: 'slash', person, place } as const
    const reply = timed(whisperReply(hall, caller, command.response_url, false), hall.clock, hall.meter)
    const admission = { id, team: command.team_id, payloadId: payloadId(context, null, command.trigger_id) }
    await admit(hall, admission, reply, async () => {
      if (command.command !== hall.config.command) {
        await reply.answer(plain(`I answer to \`${hall.config.command}\` only.`))
        return
      }
      const open = formOpener(hall, { user: person.user, place }, command.trigger_id, reply)
      await hall.bot.line({ ...caller, text: command.text, reply, open, signal: hall.closing })
    })
  })
}
