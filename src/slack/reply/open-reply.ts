import type { Message } from '../../bot/message.ts'
import type { Reply } from '../../bot/ports.ts'
import { slackFailure, failureText } from '../failure.ts'
import type { Hall } from '../hall.ts'
import { said } from '../said.ts'
import type { Caller } from './caller.ts'

/**
 * Answers that stay: a reply in the thread of a mention, a message in a DM. They go through the outbox as living
 * messages, so that a page or a progress line edits the last answer, and an outage of Slack loses none.
 */
export function openReply(hall: Hall, caller: Caller, thread: string | null): Reply {
  let answers = 0

  const put = async (message: Message): Promise<void> => {
    const key = `answer:${caller.id}:${answers}`
    const { channel } = caller.place
    try {
      const card = {
        kind: 'card',
        key,
        channel,
        thread: thread === null ? null : { ts: thread },
        message,
      } as const
      await hall.store.outbox.put(card, hall.clock.now())
      hall.sender.wake()
    } catch (error) {
      hall.log.error({ id: caller.id, err: error }, 'the outbox cannot be written: answering without it')
      await post(hall, caller, thread, message)
    }
  }

  return {
    answer: async (message) => {
      answers += 1
      await put(message)
    },
    replace: async (message) => {
      answers = Math.max(answers, 1)
      await put(message)
    },
  }
}

async function post(hall: Hall, caller: Caller, thread: string | null, message: Message): Promise<void> {
  try {
    await hall.clients.interactive.chat.postMessage({
      ...said(message),
      channel: caller.place.channel,
      ...(thread === null ? {} : { thread_ts: thread }),
    })
  } catch (error) {
    hall.log.error({ id: caller.id, refused: failureText(slackFailure(error)) }, 'an answer is lost')
  }
}
