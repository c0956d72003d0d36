import { scaled } from './quantities.ts'
import type { DeploymentSpec } from './types.ts'

/** A ReplicaSet as the arithmetic of a rollout sees it. */
export interface Share {
  readonly name: string
  readonly replicas: number
  /** Pods that are there: more than asked for, until a ReplicaSet has followed. */
  readonly active: number
  readonly available: number
}

export interface Bounds {
  readonly replicas: number
  readonly surge: number
  readonly unavailable: number
}

/** How far a rollout may stray from the wanted number. */
export function boundsOf(spec: DeploymentSpec): Bounds {
  const { replicas } = spec
  if (spec.strategy?.type === 'Recreate') return { replicas, surge: 0, unavailable: replicas }
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec.strategy?.rollingUpdate ?? {}
  const surge = scaled(maxSurge, replicas, 'up')
  const unavailable = scaled(maxUnavailable, replicas, 'down')
  // Both may round to nothing; then one pod may be missing, or nothing would ever move.
  return { replicas, surge, unavailable: Math.min(replicas, surge + unavailable === 0 ? 1 : unavailable) }
}

/** How large the new ReplicaSet may be now. */
export function nextNewSize(current: Share, old: readonly Share[], { replicas, surge }: Bounds): number {
  if (current.replicas >= replicas) return replicas
  const room = [current, ...old].reduce(
    (left, share) => left - Math.max(share.replicas, share.active),
    replicas + surge,
  )
  return Math.min(replicas, current.replicas + Math.max(0, room))
}

/** How large each old ReplicaSet may be now: what never came up goes first, then the oldest. */
export function nextOldSizes(
  current: Share,
  old: readonly Share[],
  { replicas, unavailable }: Bounds,
): ReadonlyMap<string, number> {
  const least = replicas - unavailable
  const sizes = new Map(old.map((share) => [share.name, share.replicas]))
  let budget = total([...old, current]) - least - (current.replicas - current.available)
  for (const share of old) {
    const sick = Math.max(0, Math.min(budget, share.replicas - share.available))
    sizes.set(share.name, share.replicas - sick)
    budget -= sick
  }
  let spare = Math.min(budget, available([...old, current]) - least)
  for (const share of old) {
    const size = sizes.get(share.name) ?? 0
    const healthy = Math.max(0, Math.min(spare, size))
    sizes.set(share.name, size - healthy)
    spare -= healthy
  }
  return sizes
}

/** Shares a change of the wanted number over the ReplicaSets of an unfinished rollout by their sizes. */
export function proportional(
  shares: readonly Share[],
  { replicas, surge }: Bounds,
): ReadonlyMap<string, number> {
  const before = total(shares)
  const target = replicas > 0 ? replicas + surge : 0
  let left = target - before
  const sizes = new Map<string, number>()
  const largestFirst = shares.toSorted((a, b) => b.replicas - a.replicas)
  for (const share of largestFirst) {
    const wish = Math.round((share.replicas * target) / Math.max(1, before)) - share.replicas
    const step = left > 0 ? Math.max(0, Math.min(wish, left)) : Math.min(0, Math.max(wish, left))
    sizes.set(share.name, share.replicas + step)
    left -= step
  }
  const largest = largestFirst[0]
  if (largest) sizes.set(largest.name, Math.max(0, (sizes.get(largest.name) ?? 0) + left))
  return sizes
}

function total(shares: readonly Share[]): number {
  return shares.reduce((sum, share) => sum + share.replicas, 0)
}

function available(shares: readonly Share[]): number {
  return shares.reduce((sum, share) => sum + share.available, 0)
}
