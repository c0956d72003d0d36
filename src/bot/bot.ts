import type { Bot, Line, Submission, SubmissionVerdict } from './doors.ts'
import type { Approval } from '../core/approval.ts'
import { press } from './buttons.ts'
import { follow } from './follow.ts'
import { createForms, formCallback } from './forms.ts'
import { prune, tidy } from './janitor.ts'
import type { Message } from './message.ts'
import { route } from './router.ts'
import { createRunner } from './runner.ts'
import type { Parts, Services } from './services.ts'
import type { Pressed } from './stored.ts'
import { createBallots } from './voting.ts'

export interface RunningBot extends Bot {
  /** Finishes or reads back what an earlier life left, and goes on following rollouts. */
  recover(): Promise<void>
  /** Closes and reminds; call it every few seconds. */
  tidy(): Promise<void>
  prune(): Promise<void>
  /** Waits for operations that are under way, but not for ever; those and rollouts are left to the next life. */
  drain(withinMs?: number): Promise<void>
}

const slowAfterMs = 2_500
const followAgainMs = 15 * 60_000
const followTries = 20
const followPauseMs = 5_000
/** Longer than any write and its reading back take. */
const stuckAfterMs = 2 * 60_000

type Asked = Pick<Line, 'id' | 'reply'>

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
    line: (line) => answered(line, () => routed(line)),
    click: (click) => answered(click, () => press(services, { ...click, signal: limited(click.signal) })),
    submit: (submission) => submitted(submission),
    async recover() {
      await runner.reconcile(0)
      const since = parts.clock.now() - followAgainMs
      const recent = await parts.store.approvals.list({ states: ['approved'], since, limit: 100 })
      for (const approval of recent) {
        const run = await parts.store.operations.ofApproval(approval.id)
        if (run?.state === 'applied' && run.rollout === null) goOn(approval)
      }
    },
    async tidy() {
      await tidy(parts)
      await runner.reconcile(stuckAfterMs)
    },
    prune: () => prune(parts),
    async drain(withinMs = 20_000) {
      const drained = new AbortController()
      const ended = Promise.allSettled(underWay).then(() => drained.abort())
      await Promise.race([ended, parts.pause(withinMs, drained.signal)])
      stopping.abort()
      await Promise.allSettled([...underWay, ...following])
    },
  }

  /** Exactly one visible answer; after 2.5 s a first word, which the answer then replaces. A bug is told by its id. */
  async function answered({ id, reply }: Asked, work: () => Promise<Pressed | null>): Promise<void> {
    let waiting = false
    const tell = ({ kind, message }: Pressed) =>
      waiting || kind === 'replace' ? reply.replace(message) : reply.answer(message)
    const settled = new AbortController()
    try {
      const working = work()
      const slow = parts.pause(slowAfterMs, settled.signal).then(() => 'slow' as const)
      if ((await Promise.race([working, slow])) === 'slow') {
        await reply.answer(parts.voice.sentence('Still working on it…'))
        waiting = true
      }
      const answer = await working
      if (answer) await tell(answer)
    } catch (error) {
      parts.log.error({ err: error, requestId: id }, 'a request broke')
      await tell(saying(parts.voice.broken(id))).catch((lost: unknown) =>
        parts.log.error({ err: lost, requestId: id }, 'the answer could not be given either'),
      )
    } finally {
      settled.abort()
    }
  }

  async function routed(line: Line, filled: Readonly<Record<string, string>> = {}): Promise<Pressed | null> {
    const message = await route(services, forms, { ...line, signal: limited(line.signal) }, filled)
    return message && saying(message)
  }

  function limited(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, AbortSignal.timeout(parts.commandTimeoutMs)])
  }

  function submitted(submission: Submission): SubmissionVerdict {
    if (submission.callback === formCallback) return completed(submission)
    const reason = submission.values['reason']?.trim() ?? ''
    if (reason === '') return { kind: 'errors', errors: { reason: 'Say why, for the person who asked.' } }
    const { metadata: approvalId, person, place, id: requestId } = submission
    const cast = { approvalId, person, verdict: 'deny', reason, place, by: 'line', requestId } as const
    return {
      kind: 'accepted',
      work: () => answered(submission, async () => saying(await ballots.cast(cast))),
    }
  }

  function completed(submission: Submission): SubmissionVerdict {
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
    const { place, text, filled } = line
    const whole: Line = { id, person, reply, signal, place, text, door: 'slash', open: null }
    return { kind: 'accepted', work: () => answered(whole, () => routed(whole, filled)) }
  }

  function background(what: string, work: Promise<void>, set: Set<Promise<void>> = underWay): void {
    const watched = work
      .catch((error: unknown) => parts.log.error({ err: error, what }, 'background work broke'))
      .finally(() => set.delete(watched))
    set.add(watched)
  }

  function goOn(approval: Approval): void {
    if (approval.plan.follow === 'rollout') background('follow', followToTheEnd(approval), following)
  }

  /** A database that is full for a moment must not leave a card half drawn. */
  async function followToTheEnd(approval: Approval): Promise<void> {
    for (let left = followTries; ; left -= 1) {
      try {
        return await follow(parts, approval, stopping.signal)
      } catch (error) {
        if (left === 1 || stopping.signal.aborted) throw error
        parts.log.warn(
          { err: error, approvalId: approval.id },
          'following a rollout broke; it is tried again',
        )
        await parts.pause(followPauseMs, stopping.signal)
      }
    }
  }
}

function saying(message: Message): Pressed {
  return { kind: 'answer', message }
}
