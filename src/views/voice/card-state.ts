import type { Approval, OperationRun } from '../../core/approval.ts'
import { duration } from '../../core/duration.ts'
import type { Card } from '../../bot/voice.ts'
import type { Progress } from '../../bot/rollout.ts'
import { code, date, join, md, mention, type Mrkdwn } from '../text.ts'
import { asSentence, clip } from './clip.ts'
import { lookLine } from './place.ts'

/** The few words in the headline and on the push line. */
export function stateWord({ state, requirement, plan }: Approval, run: OperationRun | undefined): string {
  switch (state) {
    case 'pending':
      return requirement.votes === 0 ? 'Confirm' : 'Approval needed'
    case 'denied':
      return '🚫 Denied'
    case 'expired':
      return '⌛ Expired'
    case 'cancelled':
      return 'Cancelled'
    case 'void':
      return '⚠ Void'
    case 'approved':
      return run ? runWord(run, plan) : '⏳ Approved'
  }
}

function runWord({ state, rollout }: OperationRun, { follow }: Approval['plan']): string {
  switch (state) {
    case 'queued':
      return '⏳ Approved'
    case 'running':
      return '⏳ Running'
    case 'applied':
      if (rollout) return rolloutWord[rollout.kind]
      return follow === 'rollout' ? '⏳ Rolling out' : '✅ Applied'
    case 'notApplied':
      return '❌ Not applied'
    case 'unknown':
      return '❓ Outcome unknown'
    case 'refused':
      return '❌ Failed'
    case 'stale':
      return '⚠ Stale'
  }
}

/** Applied is not yet well: the headline is about the pods. */
const rolloutWord = {
  done: '✅ Done',
  failed: '❌ Rollout failed',
  timedOut: '⚠ Rollout not done',
  unseen: '❓ Applied, rollout not seen',
} as const

/** Who decided what and when, and how it went: everything below the plan, drawn from state alone. */
export function stateLines({ approval, run, progress, note }: Card, slash: string): readonly Mrkdwn[] {
  return [
    ...decisionLines(approval, note),
    ...(run ? runLines({ approval, run, progress, note }, slash) : []),
  ]
}

function decisionLines(approval: Approval, note: string | null): readonly Mrkdwn[] {
  const { state, decidedAt, requester, votes } = approval
  const at = decidedAt === null ? md`` : md` · ${date(decidedAt)}`
  switch (state) {
    case 'pending':
      return []
    case 'approved':
      return [approvedLine(approval), ...reasonLines(approval)]
    case 'denied': {
      const by = votes.findLast(({ verdict }) => verdict === 'deny')?.by
      return [
        md`🚫 Denied by ${by ? mention(by.user) : 'an approver'}${at}. Nothing was changed.`,
        ...reasonLines(approval),
      ]
    }
    case 'expired':
      return [md`⌛ Expired${at}. Nothing was changed; ask again for a fresh plan.`]
    case 'cancelled':
      return [md`Cancelled by ${mention(requester.user)}${at}. Nothing was changed.`]
    case 'void':
      return [
        md`⚠ Void${at}: ${asSentence(clip(note ?? 'what was approved is not what would be done now', 1_500))} Nothing was changed; ask again.`,
      ]
  }
}

function approvedLine({ requirement, requester, votes, decidedAt }: Approval): Mrkdwn {
  const at = decidedAt === null ? md`` : md` · ${date(decidedAt)}`
  if (requirement.votes === 0) return md`Confirmed by ${mention(requester.user)}${at}.`
  const people = votes.filter(({ verdict }) => verdict === 'approve').map(({ by }) => mention(by.user))
  return md`Approved by ${join(people, ', ')}${at}.`
}

function reasonLines({ votes }: Approval): readonly Mrkdwn[] {
  return votes.flatMap(({ by, reason }) =>
    reason === null ? [] : [md`${mention(by.user)}: ${clip(reason, 500)}`],
  )
}

type Running = Pick<Card, 'approval' | 'progress' | 'note'> & { readonly run: OperationRun }

function runLines({ approval, run, progress, note }: Running, slash: string): readonly Mrkdwn[] {
  const detail = asSentence(clip(run.detail ?? 'no reason is known', 1_000))
  switch (run.state) {
    case 'queued':
      return [md`⏳ It runs in a moment.`]
    case 'running':
      return [md`⏳ Running${run.startedAt === null ? md`` : md` since ${date(run.startedAt)}`}…`]
    case 'applied':
      return [md`✅ Applied${tookOf(run)}.`, ...progressLines(progress, run), ...undoneLines(run)]
    case 'notApplied':
      return [md`❌ Not applied: ${detail}`]
    case 'refused':
      return [md`❌ Failed: ${detail}`]
    case 'unknown':
      return [
        md`❓ Nobody knows whether it was applied: ${detail}`,
        md`Look before you try again: ${code(lookLine(approval.plan, slash))}`,
      ]
    case 'stale':
      return approval.state === 'void'
        ? []
        : [
            md`⚠ The world has changed since: ${asSentence(clip(note ?? detail, 1_500))} Nothing was changed; ask again.`,
          ]
  }
}

function tookOf({ startedAt, finishedAt }: OperationRun): Mrkdwn {
  return startedAt === null || finishedAt === null ? md`` : md` in ${duration(finishedAt - startedAt)}`
}

/** What is seen now, or what was seen last. */
function progressLines(progress: Progress | null, { rollout }: OperationRun): readonly Mrkdwn[] {
  const seen = rollout ?? progress
  if (!seen) return []
  switch (seen.kind) {
    case 'progressing':
      return [md`▸ Rollout: ${seen.text}`]
    case 'done':
      return [md`✅ Rollout done: ${seen.text}`]
    case 'failed':
      return [md`❌ Rollout failed: ${seen.text}`]
    case 'timedOut':
      return [md`⚠ Rollout: ${seen.text}`]
    case 'unseen':
      return [md`❓ Rollout not seen: ${seen.text}`]
  }
}

function undoneLines({ undoneBy }: OperationRun): readonly Mrkdwn[] {
  return undoneBy === null ? [] : [md`Undone by ${undoneBy}.`]
}
