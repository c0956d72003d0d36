import type { Bot, Click, Line, Submission, SubmissionVerdict } from './doors.ts'
import type { Approval } from '../core/approval.ts'
import { press } from './buttons.ts'
import { follow } from './follow.ts'
import { createForms, formCallback, type Forms } from './forms.ts'
import { prune, tidy } from './janitor.ts'
import type { Message } from './message.ts'
import { route } from './router.ts'
import { createRunner } from './runner.ts'
import type { Parts, Services } from './services.ts'
import { createBallots } from './voting.ts'

export interface RunningBot extends Bot {
  /** Finishes or reads back what an earlier life left, and goes on following rollouts. */
  recover(): Promise<void>
  /** Closes and reminds; call it every few seconds. */
  tidy(): Promise<void>
  prune(): Promise<void>
  /** Waits for operations that are under way; rollouts are left to the next life. */
  drain(): Promise<void>
}

const slowAfterMs = 2_500
const followAgainMs = 15 * 60_000
/** Longer than any write and its reading back take. */
const stuckAfterMs = 2 * 60_000

/** Puts the bot together. Nothing here knows Slack's or Kubernetes' wire. */
export function createBot(parts: Parts): RunningBot {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  const following = new Set<Promise<void>>()
  const forms = createForms(parts)
  const runner = createRunner(parts, { signal: stopping.signal, onApplied: (approval) => goOn(approval) })
  const ballots = createBallots(parts, (approvalId) => background('execute', runner.run(approvalId)))
  const services: Services = { ...parts, ballots }

  return {
    line: (line) =>
      answered(line, () =>
        route(services, forms, { ...line, signal: limited(line.signal, parts.commandTimeoutMs) }),
      ),
    click: (click) => clicked(services, click),
    submit: (submission) => submitted(services, forms, submission),
    async recover() {
      await runner.reconcile(0)
      const since = parts.clock.now() - followAgainMs
      const recent = await parts.store.approvals.list({ states: ['approved'], since, limit: 100 })
      for (const approval of recent) {
        const run = await parts.store.operations.ofApproval(approval.id)
        if (run?.state === 'applied' && run.detail === null) goOn(approval)
      }
    },
    async tidy() {
      await tidy(parts)
      await runner.reconcile(stuckAfterMs)
    },
    prune: () => prune(parts),
    async drain() {
      await Promise.allSettled(underWay)
      stopping.abort()
      await Promise.allSettled(following)
    },
  }

  async function clicked(services: Services, click: Click): Promise<void> {
    await safely(click, async () => {
      const pressed = await press(services, click)
      if (pressed?.kind === 'replace') await click.reply.replace(pressed.message)
      else if (pressed) await click.reply.answer(pressed.message)
    })
  }

  /** Exactly one visible answer; after 2.5 s a first word, which the answer then replaces. */
  async function answered(line: Line, work: () => Promise<Message | null>): Promise<void> {
    await safely(line, async () => {
      const working = work()
      const quick = await Promise.race([working, parts.pause(slowAfterMs).then(() => 'slow' as const)])
      if (quick === 'slow') {
        await line.reply.answer(parts.voice.sentence('Still working on it…'))
        const message = await working
        if (message) await line.reply.replace(message)
      } else if (quick) await line.reply.answer(quick)
    })
  }

  /** A bug or an outage is told by its id; what it was stands in the log. */
  async function safely({ id, reply }: Pick<Line, 'id' | 'reply'>, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      parts.log.error({ err: error, requestId: id }, 'a request broke')
      try {
        await reply.answer(parts.voice.broken(id))
      } catch (lost) {
        parts.log.error({ err: lost, requestId: id }, 'the answer could not be given either')
      }
    }
  }

  function submitted(services: Services, forms: Forms, submission: Submission): SubmissionVerdict {
    if (submission.callback === formCallback) return completed(services, forms, submission)
    const reason = submission.values['reason']?.trim() ?? ''
    if (reason === '') return { kind: 'errors', errors: { reason: 'Say why, for the person who asked.' } }
    const { metadata: approvalId, person, place, id: requestId } = submission
    const cast = { approvalId, person, verdict: 'deny', reason, place, by: 'line', requestId } as const
    const work = () => safely(submission, async () => submission.reply.answer(await ballots.cast(cast)))
    return { kind: 'accepted', work }
  }

  function completed(services: Services, forms: Forms, submission: Submission): SubmissionVerdict {
    const line = forms.complete(submission)
    const [firstInput = 'reason'] = Object.keys(submission.values)
    if (!line) {
      return {
        kind: 'errors',
        errors: { [firstInput]: 'This form is too old: close it and type the line again.' },
      }
    }
    const replicas = submission.values['replicas']
    if (replicas !== undefined && !/^\d{1,5}$/.test(replicas.trim())) {
      return { kind: 'errors', errors: { replicas: 'A whole number, such as 3.' } }
    }
    forms.done(submission)
    const { id, person, reply, signal } = submission
    const whole: Line = { id, person, reply, signal, ...line, door: 'slash', open: null }
    return { kind: 'accepted', work: () => answered(whole, () => route(services, forms, whole)) }
  }

  function background(what: string, work: Promise<void>, set: Set<Promise<void>> = underWay): void {
    const watched = work
      .catch((error: unknown) => parts.log.error({ err: error, what }, 'background work broke'))
      .finally(() => set.delete(watched))
    set.add(watched)
  }

  function goOn(approval: Approval): void {
    if (approval.plan.follow === 'rollout')
      background('follow', follow(parts, approval, stopping.signal), following)
  }
}

function limited(signal: AbortSignal, milliseconds: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(milliseconds)])
}
