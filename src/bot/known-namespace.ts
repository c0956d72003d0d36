import { covers } from '../core/pattern.ts'
import { closest } from '../core/suggest.ts'
import type { ClusterContext } from './command.ts'
import { fenceOf } from '../core/fence.ts'

/**
 * A sentence when a namespace that was typed does not exist; nothing when it does, or when this person may not know.
 * An empty list from a misspelt namespace looks like good news.
 */
export async function missingNamespace(typed: unknown, context: ClusterContext): Promise<string | undefined> {
  const { session, cluster, surroundings, services, place } = context
  const kind = surroundings.kinds.find(({ group, plural }) => group === '' && plural === 'namespaces')
  if (typeof typed !== 'string' || !kind) return undefined
  const found = await session.get({ ...kind, namespace: null, name: typed })
  if (found.ok || found.failure.kind !== 'notFound') return undefined
  const all = await session.table(kind, { namespace: null, limit: 500 })
  const within = fenceOf(services.policy(), place)?.namespaces ?? []
  const names = all.ok ? all.value.rows.map(({ name }) => name).filter((name) => covers(within, name)) : []
  const near = closest(typed, names)
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  return `There is no namespace "${typed}" in ${cluster.name}.${hint} Nothing was done.`
}
