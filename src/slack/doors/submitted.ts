import type { App } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { SubmissionVerdict } from '../../bot/doors.ts'
import { admit } from '../guards/admit.ts'
import type { Hall } from '../hall.ts'
import { whisperReply } from '../reply/whisper-reply.ts'
import { openReply } from '../reply/open-reply.ts'
import { timed } from '../reply/timed.ts'
import type { Input } from './payload.ts'
import { SubmissionBody } from './payload.ts'
import { payloadId } from './payload-id.ts'
import { openPlace } from './sealed-place.ts'

/** Submitted forms: judged at once, acknowledged with the verdict, then worked on. */
export function submitDoor(app: App, hall: Hall): void {
  app.view({ type: 'view_submission', callback_id: /.*/s }, async ({ body, ack, context }) => {
    const { team, user, view, trigger_id } = SubmissionBody.parse(body)
    const opened = openPlace(hall.config.botToken, user.id, view.private_metadata)
    if (opened === undefined) {
      hall.log.warn({ audit: true, user: user.id }, 'a form that is not ours was submitted')
      await ack({
        response_action: 'update',
        view: notice('This form is not one of mine. Nothing was done.'),
      })
      hall.ackWatch.done(context)
      return
    }
    const id = hall.ids.request()
    const installed = view.app_installed_team_id ?? team?.id ?? user.team_id ?? ''
    const person = { team: user.team_id ?? team?.id ?? installed, user: user.id }
    const caller = { id, door: 'form', person, place: opened.place } as const
    const reply = timed(
      opened.place.direct
        ? openReply(hall, caller, opened.place.thread)
        : whisperReply(hall, caller, null, false),
      hall.clock,
      hall.meter,
    )
    const verdict = judge(hall, {
      ...caller,
      callback: view.callback_id,
      metadata: opened.metadata,
      values: texts(view.state.values),
      reply,
      signal: hall.closing,
    })
    if (verdict.kind === 'errors') await ack({ response_action: 'errors', errors: { ...verdict.errors } })
    else await ack()
    hall.ackWatch.done(context)
    if (verdict.kind === 'errors') return
    const admission = { id, team: installed, payloadId: payloadId(context, null, trigger_id) }
    await admit(hall, admission, reply, verdict.work)
  })
}

/** A verdict that breaks is worked off as a broken request, so that the person hears of it. */
function judge(hall: Hall, submission: Parameters<Hall['bot']['submit']>[0]): SubmissionVerdict {
  try {
    return hall.bot.submit(submission)
  } catch (error) {
    return { kind: 'accepted', work: () => Promise.reject(error) }
  }
}

function texts(values: Readonly<Record<string, Readonly<Record<string, Input>>>>): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [block, inputs] of Object.entries(values)) {
    texts[block] = Object.values(inputs).map(textOf).join(',')
  }
  return texts
}

function textOf(input: Input): string {
  const chosen = input.selected_options?.map(({ value }) => value).join(',')
  const moment = input.selected_date ?? input.selected_time
  return input.value ?? input.selected_option?.value ?? chosen ?? input.selected_user ?? moment ?? ''
}

function notice(text: string): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Not accepted' },
    blocks: [{ type: 'section', text: { type: 'plain_text', text } }],
  }
}
