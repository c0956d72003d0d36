import type { Message } from '../../bot/message.ts'
import type { Reply } from '../../bot/ports.ts'
import { said } from '../said.ts'
import type { Hall } from '../hall.ts'
import { slackFailure, failureText } from '../failure.ts'
import { createResponseUrl } from './response-url.ts'
import type { Caller } from './caller.ts'

/**
 * Answers that only the person sees: through the payload's own URL while Slack takes it, then by name, then through
 * the outbox. `replaceable` is set when the payload came from such an answer, which may be replaced.
 */
export function whisperReply(hall: Hall, caller: Caller, url: string | null, replaceable: boolean): Reply {
  const responseUrl = url === null ? null : createResponseUrl(url, hall.clock)
  let canReplace = replaceable

  const byUrl = async (message: Message, replace: boolean): Promise<boolean> => {
    if (responseUrl === null) return false
    const refused = await responseUrl.post({
      ...said(message),
      response_type: 'ephemeral',
      replace_original: replace,
    })
    if (refused !== null) hall.log.warn({ id: caller.id, refused }, 'response url not usable')
    return refused === null
  }

  const answer = async (message: Message): Promise<void> => {
    if (await byUrl(message, false)) {
      // Only a command's answers are replaced through its URL: a clicked public message would be replaced instead.
      canReplace ||= caller.door === 'slash'
      return
    }
    canReplace = false
    if (!(await byName(hall, caller, message))) await byOutbox(hall, caller, message)
  }

  return {
    answer,
    replace: async (message) => {
      if (canReplace && (await byUrl(message, true))) return
      await answer(message)
    },
  }
}

async function byName(hall: Hall, caller: Caller, message: Message): Promise<boolean> {
  const { channel, thread } = caller.place
  try {
    await hall.clients.interactive.chat.postEphemeral({
      ...said(message),
      channel,
      user: caller.person.user,
      ...(thread === null ? {} : { thread_ts: thread }),
    })
    return true
  } catch (error) {
    hall.log.warn({ id: caller.id, refused: failureText(slackFailure(error)) }, 'no private answer in place')
    return false
  }
}

async function byOutbox(hall: Hall, caller: Caller, message: Message): Promise<void> {
  const { channel, thread } = caller.place
  try {
    await hall.store.outbox.put(
      {
        kind: 'whisper',
        channel,
        thread: thread === null ? null : { ts: thread },
        user: caller.person.user,
        message,
      },
      hall.clock.now(),
    )
    hall.sender.wake()
  } catch (error) {
    hall.log.error({ id: caller.id, err: error }, 'an answer is lost: neither Slack nor the database took it')
  }
}
