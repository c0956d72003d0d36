import type { ModalView } from '@slack/types'
import type { PlaceRef } from '../../core/approval.ts'
import type { Reply } from '../../bot/ports.ts'
import { failureText, slackFailure } from '../failure.ts'
import type { Hall } from '../hall.ts'
import { plain } from '../said.ts'
import { sealPlace } from './sealed-place.ts'

/** How a door shows a form: within three seconds and once. Never rejects: when Slack refuses, the person reads it. */
export function formOpener(
  hall: Hall,
  at: { readonly user: string; readonly place: PlaceRef },
  trigger: string | null | undefined,
  reply: Reply,
): ((view: ModalView) => Promise<void>) | null {
  if (trigger === null || trigger === undefined || trigger === '') return null
  return async (view) => {
    try {
      await hall.clients.interactive.views.open({
        trigger_id: trigger,
        view: { ...view, private_metadata: sealPlace(hall.config.botToken, at, view.private_metadata ?? '') },
      })
    } catch (error) {
      const reason = failureText(slackFailure(error))
      hall.log.warn({ reason }, 'a form was not opened')
      await reply.answer(plain(`:warning: Slack did not open the form (\`${reason}\`). Please try again.`))
    }
  }
}
