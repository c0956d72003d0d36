import { fenceOf } from '../core/fence.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'
import type { Place } from '../core/access.ts'
import type { Fence } from '../core/policy.ts'
import { closest } from '../core/suggest.ts'
import type { Cluster } from './cluster.ts'
import type { Parts } from './services.ts'

/** Where a line goes when it does not say: the place's first cluster and first namespace. */
export interface Bearings {
  readonly cluster: Cluster
  readonly namespace: string
}

/** Finds the cluster that was named, or the place's own. Other clusters are never listed. */
export function bearings(
  { policy, clusters }: Parts,
  place: Place,
  named: unknown,
): Outcome<Bearings, string> {
  const fence = fenceOf(policy(), place)
  const reachable = fence?.clusters ?? []
  const name = typeof named === 'string' ? named : reachable[0]
  if (name === undefined) return failed('This channel is bound to no cluster.')
  const cluster = clusters.get(name)
  if (!cluster || !reachable.includes(name)) return failed(noCluster(name, reachable))
  return done({ cluster, namespace: homeOf(fence) ?? 'default' })
}

function noCluster(name: string, reachable: readonly string[]): string {
  const near = closest(name, reachable)
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  return `There is no cluster "${name}" for this channel.${hint} It reaches: ${reachable.join(', ')}. Nothing was done.`
}

/** The first namespace that is spelled out; a pattern names none, and then a line without -n means `default`. */
export function homeOf(fence: Fence | undefined): string | undefined {
  return fence?.namespaces.find((pattern) => !pattern.includes('*'))
}
