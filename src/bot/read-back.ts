import { done, type Outcome } from '../core/outcome.ts'
import type { Plan } from '../core/plan.ts'
import type { Cluster, Session } from './cluster.ts'
import { specHashOf } from './bind.ts'
import { fresh } from './fresh.ts'
import type { Parts } from './services.ts'

export type Truth = 'applied' | 'notApplied' | 'unknown'

/** A request may still be on its way when its answer is already lost: "not applied" counts only after a while. */
const looksAfterMs = [0, 1_000, 3_000, 8_000]

/** Looks at the cluster to learn what became of a write that got no answer. Never writes. */
export async function readBack(
  plan: Plan,
  where: Where,
  { pause }: Pick<Parts, 'pause'>,
  signal?: AbortSignal,
): Promise<Truth> {
  let truth: Truth = 'unknown'
  for (const wait of looksAfterMs) {
    await pause(wait, signal)
    const look = await lookAt(plan, where)
    if (!look.ok) continue
    truth = look.value
    if (truth === 'applied') return truth
  }
  return truth
}

interface Where {
  readonly cluster: Cluster
  readonly session: Session
}

async function lookAt(plan: Plan, { cluster, session }: Where): Promise<Outcome<Truth, null>> {
  const id = fresh(await cluster.id(true))
  if (!id.ok) return { ok: false, failure: null }
  // Another cluster behind the same address knows nothing of the object, which looks as if it had been deleted.
  if (id.value !== plan.clusterId) return done('unknown')
  const live = fresh(await session.get(plan.target))
  if (!live.ok) {
    if (live.failure.kind !== 'notFound') return { ok: false, failure: null }
    return done(plan.operation.verb === 'remove' ? 'applied' : 'unknown')
  }
  const { uid, deletionTimestamp } = live.value.metadata
  if (plan.operation.verb === 'remove') {
    return done(uid !== plan.uid || deletionTimestamp !== undefined ? 'applied' : 'notApplied')
  }
  if (uid !== plan.uid) return done('unknown')
  const hash = specHashOf(plan.operation, live.value)
  if (hash === plan.afterHash) return done('applied')
  return done(hash === plan.specHash ? 'notApplied' : 'unknown')
}
