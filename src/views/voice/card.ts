import type { KnownBlock } from '@slack/types'
import type { Message } from '../../bot/message.ts'
import type { Card } from '../../bot/voice.ts'
import type { Approval, OperationRun } from '../../core/approval.ts'
import { actions, button, codeBlock, context, fields, header, section } from '../blocks.ts'
import { code, date, join, md, mention, type Mrkdwn } from '../text.ts'
import { approvers } from './approvers.ts'
import { stateLines, stateWord } from './card-state.ts'
import { clip } from './clip.ts'
import { diffText } from './diff.ts'
import { placeOf } from './place.ts'

/** The living message of a request: the same state always draws the same card. */
export function card(card: Card, slash: string): Message {
  const { approval, run } = card
  const { plan } = approval
  const said = stateLines(card, slash)
  const diff = diffText(plan.diff)
  return {
    text: pushLine(card).mrkdwn,
    blocks: [
      header(`${stateWord(approval, run)} · ${approval.id}`),
      section(md`*${clip(plan.title, 500)}*`),
      fields(factsOf(approval)),
      ...(diff === '' ? [] : [codeBlock(diff)]),
      ...listed(plan.effects, '•'),
      ...listed([...plan.warnings, ...irreversible(approval)], '⚠'),
      context(policyLine(card)),
      ...(said.length > 0 ? [section(join(said, '\n'))] : []),
      ...buttons(card),
    ],
  }
}

/** What a phone shows. Approvers are mentioned while they are needed and never again. */
function pushLine({ approval, run, approvers: asked }: Card): Mrkdwn {
  const { plan, requester, state, requirement } = approval
  const what = md`${stateWord(approval, run)} · ${approval.id}: ${mention(requester.user)} wants ${clip(plan.title, 300)} in ${placeOf(plan)}`
  if (state !== 'pending' || requirement.votes === 0) return what
  return md`${what} · ${approvers(requirement, asked)}`
}

function factsOf({ plan, requester, reason, undoes }: Approval): readonly Mrkdwn[] {
  const where =
    plan.target.namespace === null ? md`whole cluster` : md`namespace ${code(plan.target.namespace)}`
  return [
    md`*Who*\n${mention(requester.user)}`,
    md`*Where*\n${code(plan.cluster)} · ${where}`,
    md`*Why*\n${clip(reason ?? '', 1_000) || (undoes === null ? '(no reason given)' : 'undo of an earlier change')}`,
    md`*Risk*\n${plan.risk}`,
  ]
}

function listed(sentences: readonly string[], mark: string): readonly KnownBlock[] {
  if (sentences.length === 0) return []
  const shown = sentences.slice(0, mostSentences).map((sentence) => md`${mark} ${clip(sentence, 400)}`)
  const left = sentences.length - shown.length
  return [section(join(left > 0 ? [...shown, md`… and ${left} more`] : shown, '\n'))]
}

const mostSentences = 6

function irreversible({ plan }: Approval): readonly string[] {
  if (plan.inverse) return []
  return [plan.irreversible ?? 'This cannot be undone.']
}

function policyLine({ approval, approvers: asked }: Card): Mrkdwn {
  const { requirement, votes, expiresAt, state, plan } = approval
  const given = votes.filter(({ verdict }) => verdict === 'approve').length
  const count =
    requirement.votes === 0 ? md`your own Confirm` : md`${given} of ${requirement.votes} approvals`
  const undo = plan.inverse && state === 'pending' ? md` · can be undone` : md``
  const expiry = state === 'pending' ? md` · expires ${date(expiresAt)}` : md``
  // Mentions on the push line ring; here they are named once more only if nobody can be rung.
  const nobodyRings = asked.people.length + asked.usergroups.length === 0
  const waits = state === 'pending' && requirement.votes > 0
  const named = waits && nobodyRings ? md` · ${approvers(requirement, asked)}` : md``
  return md`Rule ${requirement.ruleId} · ${count}${named}${expiry}${undo}`
}

function buttons({ approval, run, now }: Card): readonly KnownBlock[] {
  if (approval.state === 'pending') return [actions(pendingButtons(approval))]
  return run && mayUndo(approval, run, now)
    ? [
        context(md`Undo is offered until ${date(run.undoUntil ?? now)}.`),
        actions([button({ text: 'Undo', action: 'rm:undo', value: run.id })]),
      ]
    : []
}

function pendingButtons(approval: Approval) {
  const { id, requirement } = approval
  const cancel = button({ text: 'Cancel', action: 'rm:cancel', value: id })
  if (requirement.votes === 0) {
    return [
      button({
        text: 'Confirm',
        action: 'rm:confirm',
        value: id,
        style: 'primary',
        ...(approval.plan.risk === 'change' ? {} : { confirm: askTwice(approval, 'Confirm') }),
      }),
      cancel,
    ]
  }
  return [
    button({
      text: 'Approve',
      action: 'rm:approve',
      value: id,
      style: 'primary',
      confirm: askTwice(approval, 'Approve'),
    }),
    button({ text: 'Deny…', action: 'rm:deny', value: id }),
    cancel,
  ]
}

function askTwice({ id, plan }: Approval, verb: 'Approve' | 'Confirm') {
  return {
    title: `${verb} ${id}?`,
    text: md`${clip(plan.title, 120)} in ${placeOf(plan)}`,
    yes: verb,
    no: 'Not yet',
  }
}

function mayUndo({ plan }: Approval, { state, undoUntil, undoneBy }: OperationRun, now: number): boolean {
  return (
    state === 'applied' && plan.inverse !== null && undoneBy === null && undoUntil !== null && undoUntil > now
  )
}
