import { homeOf } from '../bot/aim.ts'
import type { ClusterContext } from '../bot/command.ts'
import { clusterProblem, type Problem, sentence } from '../bot/problem.ts'
import { fenceOf } from '../core/fence.ts'
import type { ApiKind, KubeObject, ObjectRef } from '../core/kube.ts'
import { done, type Outcome } from '../core/outcome.ts'
import { closest } from '../core/suggest.ts'
import { nounOf } from '../views/nouns.ts'

/** Reads one object; when there is none of that name, says which names are close in the same place. */
export async function findObject(
  { kind, ref }: { readonly kind: ApiKind; readonly ref: ObjectRef },
  context: ClusterContext,
): Promise<Outcome<KubeObject, Problem>> {
  const found = await context.session.get(ref)
  if (found.ok) return done(found.value)
  if (found.failure.kind === 'notFound') return noSuchObject(kind, ref, context)
  return clusterProblem(context.cluster.name, found.failure)
}

/** `No deployment "apii" in prod-eu/shop. Close: api.` Looks in that one place only: no other is revealed. */
export async function noSuchObject(
  kind: ApiKind,
  { namespace, name }: ObjectRef,
  context: ClusterContext,
): Promise<{ readonly ok: false; readonly failure: Problem }> {
  const { session, cluster } = context
  const where = namespace === null ? cluster.name : `${cluster.name}/${namespace}`
  const table = await session.table(kind, { namespace, limit: 500 })
  const names = table.ok ? table.value.rows.map((row) => row.name) : []
  const near = closeNames(name, names)
  return sentence(
    `No ${nounOf(kind).one} "${name}" in ${where}.${near.length > 0 ? ` Close: ${near.join(', ')}.` : ''}${assumed(namespace, context)}`,
  )
}

/** Where a place has no namespace of its own, a forgotten -n looks like an object that is gone. */
function assumed(namespace: string | null, { services, place }: ClusterContext): string {
  const home = homeOf(fenceOf(services.policy(), place))
  if (home !== undefined || namespace !== 'default') return ''
  return ' This place has no namespace of its own, and without -n it means default: add -n NAMESPACE.'
}

/** At most three: the one that a slip of the finger away, then those that begin alike. */
export function closeNames(wanted: string, names: readonly string[]): readonly string[] {
  const slip = closest(wanted, names)
  const alike = names.filter(
    (name) => name.startsWith(wanted) || (wanted.startsWith(name) && name.length > 2),
  )
  return [...new Set([...(slip === undefined ? [] : [slip]), ...alike])].slice(0, 3)
}
