import type { Message } from '../../bot/message.ts'
import type { Approvers } from '../../bot/voice.ts'
import type { Approval, OperationRun } from '../../core/approval.ts'
import { code, date, md, mention, type Mrkdwn } from '../text.ts'
import { approvers } from './approvers.ts'
import { stateWord } from './card-state.ts'
import { asSentence, clip } from './clip.ts'
import { lookLine, placeOf } from './place.ts'
import { said } from './sentence.ts'

/** What the requester is told when it is over; mentioned, because Slack tells nobody of a thread that is not theirs. */
export function outcome(approval: Approval, run: OperationRun | undefined, slash: string): Message {
  const { id, plan, requester } = approval
  const what = md`${stateWord(approval, run)}: ${mention(requester.user)}, ${clip(plan.title, 300)} in ${placeOf(plan)}.`
  const more = run ? detailOf(run) : denialOf(approval)
  const look =
    run?.state === 'unknown' ? md` Look before you try again: ${code(lookLine(plan, slash))}` : md``
  return said(md`${what}${more}${look}`, md`${id}`, md`${approval.requestId}`)
}

function denialOf({ state, votes }: Approval): Mrkdwn {
  const denial = state === 'denied' ? votes.findLast(({ verdict }) => verdict === 'deny') : undefined
  return denial?.reason ? md` ${mention(denial.by.user)}: ${asSentence(clip(denial.reason, 500))}` : md``
}

function detailOf({ detail, rollout, undoUntil }: OperationRun): Mrkdwn {
  const said = detail ?? rollout?.text
  const why = said === undefined ? md`` : md` ${asSentence(clip(said, 1_500))}`
  return undoUntil === null ? why : md`${why} It can be undone on the card until ${date(undoUntil)}.`
}

/** Somebody was faster: who, and when. */
export function decided({ id, state, votes, decidedAt }: Approval): Message {
  const last = votes.at(-1)
  const by = last ? md` by ${mention(last.by.user)}` : md``
  const at = decidedAt === null ? md`` : md` at ${date(decidedAt)}`
  return said(md`${id} is already ${state}${by}${at}. Nothing was done again.`)
}

/** Half the time is up and somebody still has to decide. */
export function reminder(
  { id, plan, requester, requirement, expiresAt }: Approval,
  asked: Approvers,
): Message {
  return said(
    md`⏰ ${approvers(requirement, asked)} · ${id} is still waiting: ${mention(requester.user)} wants ${clip(plan.title, 300)} in ${placeOf(plan)}. It expires ${date(expiresAt)}.`,
  )
}
