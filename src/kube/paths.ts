import type { ClusterFailure } from '../bot/cluster.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'

interface Address {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly namespace: string | null
}

/** The path of all objects of a kind, in one namespace or in all. */
export function collectionPath(at: Address): Outcome<string, ClusterFailure> {
  const root = at.group === '' ? ['api', at.version] : ['apis', at.group, at.version]
  const place = at.namespace === null ? [at.plural] : ['namespaces', at.namespace, at.plural]
  return joined([...root, ...place])
}

/** The path of one object, or of its subresource. */
export function objectPath(
  at: Address & { readonly name: string },
  subresource?: string,
): Outcome<string, ClusterFailure> {
  const collection = collectionPath(at)
  if (!collection.ok) return collection
  const rest = joined(subresource === undefined ? [at.name] : [at.name, subresource])
  return rest.ok ? done(collection.value + rest.value) : rest
}

/**
 * The API server decodes a path before it splits it, so an encoded slash would still address something else,
 * and an empty name would turn the removal of one object into the removal of all.
 */
function joined(segments: readonly string[]): Outcome<string, ClusterFailure> {
  const bad = segments.find((segment) => ['', '.', '..'].includes(segment) || /[/%\p{Cc}]/u.test(segment))
  if (bad !== undefined) {
    return failed({ kind: 'refused', status: 400, message: `${JSON.stringify(bad)} is not a possible name.` })
  }
  return done(segments.map((segment) => `/${encodeURIComponent(segment)}`).join(''))
}
