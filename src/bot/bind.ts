import { diffObjects, specOf } from '../core/diff.ts'
import type { KubeObject, Operation } from '../core/kube.ts'
import { done, type Outcome } from '../core/outcome.ts'
import type { Plan } from '../core/plan.ts'
import { redactedDiff } from '../core/redacted-diff.ts'
import { worse } from '../core/risk.ts'
import type { Cluster, Session } from './cluster.ts'
import type { Draft, Rule } from './command.ts'
import { fresh } from './fresh.ts'
import { hashOf } from './hash.ts'
import { perform } from './perform.ts'
import { clusterProblem, type Problem } from './problem.ts'

export interface Bound {
  readonly plan: Plan
  /** As it was read for the plan: its resourceVersion is the write's precondition. */
  readonly live: KubeObject
}

interface Subject {
  readonly command: string
  readonly line: string
  readonly rule: Rule
  readonly cluster: Cluster
  readonly session: Session
  /** Whether it is the same cluster still is asked of the cluster, not of memory. */
  readonly anew?: boolean
}

/**
 * Looks at the object, tries the write on the server without doing it, and ties the draft to what was seen:
 * cluster, uid, spec and diff. Nothing is changed.
 */
export async function bind(draft: Draft, subject: Subject): Promise<Outcome<Bound, Problem>> {
  const { cluster, session, rule } = subject
  const clusterId = await cluster.id(subject.anew)
  if (!clusterId.ok) return clusterProblem(cluster.name, clusterId.failure)
  const live = fresh(await session.get(draft.target))
  if (!live.ok) return clusterProblem(cluster.name, live.failure)
  const uid = live.value.metadata.uid
  const tried = await perform(session, draft.target, draft.operation, { dryRun: true, uid })
  if (!tried.ok) return clusterProblem(cluster.name, tried.failure)

  const after = outcomeOf(draft.operation, live.value, tried.value)
  const changes = after ? diffObjects(live.value, after) : []
  const plan: Plan = {
    command: subject.command,
    line: subject.line,
    title: draft.title,
    permission: rule.permission,
    risk: draft.risk ? worse(rule.risk, draft.risk) : rule.risk,
    cluster: cluster.name,
    clusterId: clusterId.value,
    target: draft.target,
    uid,
    operation: draft.operation,
    specHash: specHashOf(draft.operation, live.value),
    diff: after ? redactedDiff(live.value, after) : [],
    diffHash: hashOf(changes),
    afterHash: after && specHashOf(draft.operation, after),
    effects: [...draft.effects],
    warnings: [...draft.warnings],
    replicas: draft.replicas ?? null,
    inverse: draft.inverse,
    irreversible: draft.irreversible,
    follow: draft.follow,
  }
  return done({ plan, live: live.value })
}

/** Makes the same plan again from the world as it is now, to hold it against the one that was approved. */
export function rebind(
  plan: Plan,
  { cluster, session }: Pick<Subject, 'cluster' | 'session'>,
): Promise<Outcome<Bound, Problem>> {
  const { command, line, permission, risk, replicas, ...draft } = plan
  const subject = { command, line, rule: { permission, risk }, cluster, session, anew: true }
  return bind({ ...draft, ...(replicas ? { replicas } : {}) }, subject)
}

/** The scale subresource answers with a Scale, so the parent is drawn from what was seen of it. */
function outcomeOf(operation: Operation, live: KubeObject, tried: KubeObject | null): KubeObject | null {
  switch (operation.verb) {
    case 'patch':
      return tried
    case 'scale':
      return { ...live, spec: { ...asRecord(live['spec']), replicas: operation.replicas } }
    case 'remove':
      return null
  }
}

function asRecord(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

/** Replicas move by themselves (an HPA, a colleague): they bind only a plan that sets them. */
export function specHashOf(operation: Operation, object: KubeObject): string {
  return hashOf(specOf(object, operation.verb === 'scale'))
}
