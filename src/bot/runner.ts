import type { Approval, OperationRun } from '../core/approval.ts'
import { identify } from '../core/identity.ts'
import { drawCard } from './cards.ts'
import { afterSilence, execute, type Execution } from './execute.ts'
import { readBack } from './read-back.ts'
import { factsOf, record } from './record.ts'
import { tellRequester } from './tell.ts'
import type { Parts } from './services.ts'
import type { Store } from './store.ts'

/** An approval is acted on soon or not at all: after this it is void, even if nobody else noticed. */
const approvedForMs = 10 * 60_000

export interface Runner {
  /** Runs the operation of an approval: at most once, whoever calls and however often. */
  run(approvalId: string): Promise<void>
  /**
   * What nobody here is working on: run if it was never claimed, read back if it was. At start that is what an
   * earlier life left behind; later it is what broke on its way, once it is old enough.
   */
  reconcile(olderThanMs: number): Promise<void>
}

export function createRunner(
  parts: Parts,
  { signal, onApplied }: { signal: AbortSignal; onApplied: (approval: Approval) => void },
): Runner {
  const active = new Set<string>()
  return { run, reconcile }

  async function run(approvalId: string): Promise<void> {
    const approval = await parts.store.approvals.get(approvalId)
    const operation = await parts.store.operations.ofApproval(approvalId)
    if (!approval || !operation) throw new Error(`The request ${approvalId} has no operation`)
    if (active.has(operation.id)) return
    active.add(operation.id)
    try {
      await claimAndRun(approval, operation)
    } finally {
      active.delete(operation.id)
    }
  }

  async function claimAndRun(approval: Approval, operation: OperationRun): Promise<void> {
    // The claim is durable before anything is sent: from here on a crash leads to reading back, never to a second run.
    if (!(await parts.store.operations.claim(operation.id, parts.clock.now()))) return
    await parts.store.atomically((store) => drawCard(parts, store, approval.id))
    parts.wake()
    await conclude(approval, operation, await execute(parts, approval, signal))
  }

  async function conclude(approval: Approval, operation: OperationRun, execution: Execution): Promise<void> {
    // The process ends: the next life reads back what this one could not wait for.
    if (signal.aborted && execution.kind === 'unknown') return
    const now = parts.clock.now()
    const { plan } = approval
    const kubernetesUser = await userOf(approval)
    const detail = execution.kind === 'applied' ? null : execution.why
    const undoUntil = execution.kind === 'applied' && plan.inverse ? now + parts.undoForMs : null
    const finished = await parts.store.atomically(async (store) => {
      if (!(await store.operations.finish(operation.id, execution.kind, { now, detail, undoUntil })))
        return false
      if (execution.kind === 'stale') await store.approvals.revoke(approval.id, now)
      if (execution.kind === 'applied' && approval.undoes !== null) {
        await markUndone(store, approval.undoes, approval.id)
      }
      await drawCard(parts, store, approval.id, noteOf(execution))
      const outcome = auditOutcome[execution.kind]
      await record(parts, store, {
        ...factsOf(approval),
        by: approval.requester,
        kubernetesUser,
        action: 'execute',
        outcome,
        detail,
      })
      // A rollout is only begun now: its requester is told when it has ended.
      if (execution.kind !== 'applied' || plan.follow === 'none') await tellRequester(parts, store, approval)
      return true
    })
    parts.wake()
    if (!finished) return
    parts.meter.approval(execution.kind)
    if (execution.kind === 'applied') onApplied(approval)
  }

  /** What was undone shows it, and offers no second Undo. */
  async function markUndone(store: Store, operationId: string, by: string): Promise<void> {
    if (!(await store.operations.markUndone(operationId, by))) return
    const undone = await store.operations.get(operationId)
    if (undone) await drawCard(parts, store, undone.approvalId)
  }

  async function userOf({ requester, plan }: Approval): Promise<string | null> {
    const account = await parts.directory.account(requester.team, requester.user, false)
    const identity = account && identify(parts.policy(), account, plan.cluster)
    return identity?.ok ? identity.value.user : null
  }

  async function reconcile(olderThanMs: number): Promise<void> {
    const before = parts.clock.now() - olderThanMs
    for (const operation of await parts.store.operations.unfinished()) {
      if (active.has(operation.id) || (operation.startedAt ?? operation.queuedAt) > before) continue
      const approval = await parts.store.approvals.get(operation.approvalId)
      if (!approval) throw new Error(`The operation ${operation.id} has no request`)
      if (operation.state === 'running') await resolve(approval, operation)
      else if (parts.clock.now() - operation.queuedAt > approvedForMs) await tooLate(approval, operation)
      else await run(approval.id)
    }
  }

  async function tooLate(approval: Approval, operation: OperationRun): Promise<void> {
    const why =
      'I was not running when this was approved, and that is too long ago now. Nothing was changed; ask again.'
    await conclude(approval, operation, { kind: 'notApplied', why })
  }

  /** It was claimed and then the process ended: the write may have been sent. */
  async function resolve(approval: Approval, operation: OperationRun): Promise<void> {
    const { requester, plan } = approval
    const cluster = parts.clusters.get(plan.cluster)
    const account = await parts.directory.account(requester.team, requester.user, true)
    // Without Slack nobody can be impersonated; it is looked at again later.
    if (!account) return
    const identity = identify(parts.policy(), account, plan.cluster)
    const truth =
      cluster && identity.ok
        ? await readBack(
            plan,
            { cluster, session: cluster.as(identity.value, approval.requestId, signal) },
            parts,
            signal,
          )
        : 'unknown'
    await conclude(approval, operation, afterSilence(truth))
  }
}

function noteOf(execution: Execution): { note?: string } {
  if (execution.kind !== 'stale') return {}
  const lines = execution.fresh.diff.map(
    ({ path, before, after }) => `${path}: ${show(before)} → ${show(after)}`,
  )
  const now = lines.length === 0 ? '' : ` It would now do: ${lines.join('; ')}`
  return { note: `${execution.why}.${now}` }
}

function show(value: unknown): string {
  return value === undefined ? '(none)' : typeof value === 'string' ? value : JSON.stringify(value)
}

const auditOutcome = {
  applied: 'applied',
  notApplied: 'notApplied',
  unknown: 'unknown',
  refused: 'failed',
  stale: 'cancelled',
} as const
