import { decide } from '../core/access.ts'
import { identify } from '../core/identity.ts'
import type { Operation } from '../core/kube.ts'
import type { Account } from '../core/person.ts'
import { type Risk, worse } from '../core/risk.ts'
import { bind, specHashOf } from './bind.ts'
import { hold } from './hold.ts'
import type { Click } from './doors.ts'
import type { Message } from './message.ts'
import { refuse } from './refuse.ts'
import type { Parts } from './services.ts'

/** [Undo]: the recorded inverse as a new request of whoever pressed it, under the same policy as any other write. */
export async function undo(parts: Parts, click: Click, account: Account): Promise<Message> {
  const { store, voice, clock, clusters } = parts
  const operation = await store.operations.get(click.value)
  const approval = operation && (await store.approvals.get(operation.approvalId))
  if (!operation || !approval) return voice.sentence('I do not know this operation. Nothing was done.')
  const { plan } = approval
  if (operation.undoneBy !== null) return voice.sentence(`This was undone already, by ${operation.undoneBy}.`)
  if (operation.state !== 'applied' || !plan.inverse)
    return voice.sentence('There is nothing to undo here. Nothing was done.')
  if (operation.undoUntil === null || operation.undoUntil <= clock.now()) {
    return voice.sentence('The time to undo this is over. Nothing was done; type what you want instead.')
  }
  const open = await store.approvals.list({ states: ['pending', 'approved'], limit: 200 })
  const other = open.find(({ undoes, state }) => undoes === operation.id && state === 'pending')
  if (other) return voice.sentence(`${other.id} already asks to undo this.`)

  const { permission, cluster: clusterName, target } = plan
  const rule = { permission, risk: riskOf(plan.inverse, plan.risk) }
  const replicas = plan.replicas && { from: plan.replicas.to, to: plan.replicas.from }
  const ask = { ...rule, cluster: clusterName, namespace: target.namespace, replicas }
  const decision = decide(parts.policy(), account, click.place, ask)
  if (decision.kind === 'deny') {
    const { id: requestId, person } = click
    return refuse(parts, { requestId, person, ask, line: plan.line, denial: decision.denial })
  }
  const identity = identify(parts.policy(), account, plan.cluster)
  if (!identity.ok) return voice.denied(identity.failure, click.id)
  const cluster = clusters.get(plan.cluster)
  if (!cluster)
    return voice.sentence(`The cluster ${plan.cluster} is not configured any more. Nothing was done.`)
  const session = cluster.as(identity.value, click.id, click.signal)
  const live = await session.get(plan.target)
  const moved =
    live.ok && plan.afterHash !== null && specHashOf(plan.operation, live.value) !== plan.afterHash
  const draft = {
    title: `undo ${approval.id} (${plan.title})`,
    target: plan.target,
    operation: plan.inverse,
    ...(replicas ? { replicas } : {}),
    effects: [`Puts back what ${approval.id} changed.`],
    warnings: moved
      ? ['The object was changed by somebody since; the diff shows what undoing would do now.']
      : [],
    inverse: plan.operation,
    irreversible: null,
    follow: plan.follow,
  }
  const bound = await bind(draft, { command: plan.command, line: plan.line, rule, cluster, session })
  if (!bound.ok) return voice.problem(bound.failure, click.id)
  return hold(parts, {
    requestId: click.id,
    account,
    person: click.person,
    place: click.place,
    identity: identity.value,
    plan: bound.value.plan,
    reason: `undo of ${approval.id}`,
    undoes: operation.id,
  })
}

/** What made more may be undone by ending everything: the way back has a risk of its own. */
function riskOf(inverse: Operation, risk: Risk): Risk {
  return inverse.verb === 'scale' && inverse.replicas === 0 ? worse(risk, 'destroy') : risk
}
