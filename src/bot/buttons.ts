import { isRequester } from '../core/vote.ts'
import type { Click } from './doors.ts'
import type { Message } from './message.ts'
import type { Services } from './services.ts'
import { whyNotHere } from './shared-place.ts'
import { pressStored, type Pressed } from './stored.ts'
import { undo } from './undo.ts'

/** What each button does. The value that comes back is a hint: everything is looked up and decided anew. */
export async function press(services: Services, click: Click): Promise<Pressed | null> {
  const { voice, directory, ballots } = services
  const { person, place, id: requestId, value } = click
  const cast = (verdict: 'approve' | 'deny') =>
    ballots.cast({ approvalId: value, person, verdict, reason: null, place, by: 'click', requestId })
  switch (click.action) {
    case 'rm:approve':
    case 'rm:confirm':
      return answer(await cast('approve'))
    case 'rm:cancel':
      return answer(await cancel(services, click, () => cast('deny')))
    case 'rm:deny':
      // The trigger lives three seconds: the modal first, every question after its submission.
      if (!click.open)
        return answer(voice.sentence(`Type it instead: ${services.slash} deny ${value} --reason "…"`))
      await click.open(voice.denyForm(value))
      return null
    case 'rm:undo':
    case 'rm:page':
    case 'rm:post':
    case 'rm:file': {
      const account = await directory.account(person.team, person.user, true)
      if (!account)
        return answer(
          voice.sentence(
            'Slack does not tell me who you are right now, so nothing was done. Try again in a minute.',
          ),
        )
      const why = await whyNotHere(services, place)
      if (why !== undefined) return answer(voice.sentence(why))
      return click.action === 'rm:undo'
        ? answer(await undo(services, click, account))
        : pressStored(services, click, account)
    }
    default:
      return answer(
        voice.sentence('I do not know this button; it may be from an older version of me. Nothing was done.'),
      )
  }
}

function answer(message: Message): Pressed {
  return { kind: 'answer', message }
}

async function cancel(
  { store, voice }: Services,
  { value, person }: Click,
  cast: () => Promise<Message>,
): Promise<Message> {
  const approval = await store.approvals.get(value)
  if (approval && !isRequester(approval, person))
    return voice.sentence('Only the person who asked can cancel this; approvers press Deny.')
  return cast()
}
