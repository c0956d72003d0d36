import type { View } from '../bot/view.ts'
import type { Approval, OperationRun } from '../core/approval.ts'
import { context, divider, section } from './blocks.ts'
import { counted } from './nouns.ts'
import { code, date, join, md, mention, plain, type Mrkdwn } from './text.ts'
import { stateWord } from './voice/card-state.ts'
import { clip } from './voice/clip.ts'
import { placeOf } from './voice/place.ts'

interface Decided {
  readonly approval: Approval
  readonly run: OperationRun | undefined
}

/** What waits, each by itself, then what was decided last, in one list. */
export function requestsView(open: readonly Approval[], decided: readonly Decided[]): View {
  const head = open.length === 0 ? 'No request is open' : `${counted(open.length, 'request')} open`
  return {
    text: plain(head),
    blocks: [
      section(md`*${head}*`),
      ...open.map((approval) => section(openLine(approval))),
      ...(decided.length > 0
        ? [divider(), section(md`*Decided last*`), section(join(decided.map(decidedLine), '\n'))]
        : []),
      context(
        md`Press the buttons on a card, or type ${code('approve ID')} or ${code('deny ID --reason "…"')}.`,
      ),
    ],
  }
}

function openLine({ id, plan, requester, requirement, votes, expiresAt }: Approval): Mrkdwn {
  const given = votes.filter(({ verdict }) => verdict === 'approve').length
  const count = requirement.votes === 0 ? 'own Confirm' : `${given} of ${requirement.votes} approvals`
  const what = md`${code(id)} *${clip(plan.title, 300)}* in ${code(placeOf(plan))}`
  return md`${what}\n${mention(requester.user)} · ${count} · expires ${date(expiresAt)}`
}

function decidedLine({ approval, run }: Decided): Mrkdwn {
  const { id, plan, decidedAt, createdAt } = approval
  const what = md`${stateWord(approval, run)} · ${clip(plan.title, 100)} in ${placeOf(plan)}`
  return md`${code(id)} ${what} · ${date(decidedAt ?? createdAt)}`
}
