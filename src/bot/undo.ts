import { decide } from '../core/access.ts'
import type { Approval, OperationRun } from '../core/approval.ts'
import { identify } from '../core/identity.ts'
import type { KubeObject } from '../core/kube.ts'
import { done, type Outcome } from '../core/outcome.ts'
import type { Account } from '../core/person.ts'
import type { Plan } from '../core/plan.ts'
import { bind, specHashOf } from './bind.ts'
import type { Cluster, Session } from './cluster.ts'
import type { Click } from './doors.ts'
import { neighbours } from './drafts/neighbours.ts'
import { wayBack, type WayBack } from './drafts/way-back.ts'
import { fresh } from './fresh.ts'
import { hold } from './hold.ts'
import type { Message } from './message.ts'
import { clusterProblem, type Problem, sentence } from './problem.ts'
import { refuse } from './refuse.ts'
import type { Parts } from './services.ts'
import { spell } from './spell.ts'
import type { Store } from './store.ts'

/** [Undo]: the recorded inverse as a new request of whoever pressed it, under the same policy as any other write. */
export async function undo(parts: Parts, click: Click, account: Account): Promise<Message> {
  const { store, voice, clusters } = parts
  const operation = await store.operations.get(click.value)
  const approval = operation && (await store.approvals.get(operation.approvalId))
  if (!operation || !approval) return voice.sentence('I do not know this operation. Nothing was done.')
  const closed =
    whyNotNow(approval.plan, operation, parts.clock.now()) ?? (await whyNotAgain(store, operation))
  if (closed !== undefined) return voice.sentence(closed)

  const { plan } = approval
  const { permission, risk, target } = plan
  const at = { cluster: plan.cluster, namespace: target.namespace }
  const line = spell('undo', [approval.id], {}, at)
  const ask = { permission, risk, ...at, replicas: null }
  const decision = decide(parts.policy(), account, click.place, ask)
  if (decision.kind === 'deny') {
    const { id: requestId, person } = click
    return refuse(parts, { requestId, person, ask, line, denial: decision.denial })
  }
  const identity = identify(parts.policy(), account, plan.cluster)
  if (!identity.ok) return voice.denied(identity.failure, click.id)
  const cluster = clusters.get(plan.cluster)
  if (!cluster)
    return voice.sentence(`The cluster ${plan.cluster} is not configured any more. Nothing was done.`)
  const session = cluster.as(identity.value, click.id, click.signal)
  const back = await sketch(approval, { cluster, session })
  if (!back.ok) return voice.problem(back.failure, click.id)
  const { draft, typed } = back.value
  const rule = { permission, risk }
  const bound = await bind(draft, { command: plan.command, line, rule, cluster, session })
  if (!bound.ok) return voice.problem(bound.failure, click.id)
  return hold(
    parts,
    {
      requestId: click.id,
      account,
      person: click.person,
      place: click.place,
      identity: identity.value,
      plan: bound.value.plan,
      reason: null,
      undoes: operation.id,
      instead: spell(typed.name, typed.words, typed.flags, at),
    },
    // Two people may have looked at the same time: only one of them makes the request.
    async (inside) => whyNotAgain(inside, operation),
  )
}

function whyNotNow(
  { inverse }: Plan,
  { state, undoneBy, undoUntil }: OperationRun,
  now: number,
): string | undefined {
  if (undoneBy !== null) return `This was undone already, by ${undoneBy}.`
  if (state !== 'applied' || !inverse) return 'There is nothing to undo here. Nothing was done.'
  if (undoUntil === null || undoUntil <= now)
    return 'The time to undo this is over. Nothing was done; type what you want instead.'
  return undefined
}

/** A request that undoes this, open or just being run. */
async function whyNotAgain(store: Store, { id, finishedAt }: OperationRun): Promise<string | undefined> {
  const undoneBy = (await store.operations.get(id))?.undoneBy ?? null
  if (undoneBy !== null) return `This was undone already, by ${undoneBy}.`
  const filter = { states: ['pending', 'approved'], since: finishedAt ?? 0, limit: 1_000 } as const
  for (const other of (await store.approvals.list(filter)).filter(({ undoes }) => undoes === id)) {
    const run = await store.operations.ofApproval(other.id)
    if (other.state === 'pending' || run?.state === 'queued' || run?.state === 'running')
      return `${other.id} already asks to undo this.`
  }
  return undefined
}

async function sketch(
  { id, plan }: Approval,
  { cluster, session }: { readonly cluster: Cluster; readonly session: Session },
): Promise<Outcome<WayBack, Problem>> {
  if (!plan.inverse) return sentence('There is nothing to undo here. Nothing was done.')
  const kinds = await cluster.kinds()
  if (!kinds.ok) return clusterProblem(cluster.name, kinds.failure)
  const live = fresh(await session.get(plan.target))
  if (!live.ok) return clusterProblem(cluster.name, live.failure)
  const { namespace } = plan.target
  const surroundings = { cluster: cluster.name, namespace: namespace ?? '', kinds: kinds.value }
  const list = (type: Parameters<typeof neighbours>[0]) =>
    neighbours(type, namespace, { session, surroundings })
  const [autoscalers, budgets, quotas] = await Promise.all([
    list('autoscalers'),
    list('budgets'),
    list('quotas'),
  ])
  const back = wayBack(plan.target, plan.inverse, { object: live.value, autoscalers, budgets, quotas })
  if (!back.ok) return sentence(back.failure)
  const { draft, typed } = back.value
  const title = `undo ${id}: ${draft.title}`
  return done({
    draft: { ...draft, title, warnings: [...moved(plan, live.value), ...draft.warnings] },
    typed,
  })
}

function moved(plan: Plan, live: KubeObject): readonly string[] {
  return plan.afterHash !== null && specHashOf(plan.operation, live) !== plan.afterHash
    ? ['The object was changed by somebody since; the diff shows what undoing would do now.']
    : []
}
