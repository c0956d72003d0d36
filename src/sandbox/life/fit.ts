import { quantity, requested } from './quantities.ts'
import { isFinished } from './pods.ts'
import type { Node, Pod, Taint, Toleration } from './types.ts'

export interface Usage {
  pods: number
  cpu: number
  memory: number
}

/** What the pods on each node have asked for. */
export function usageOf(pods: readonly Pod[]): ReadonlyMap<string, Usage> {
  const usage = new Map<string, Usage>()
  for (const pod of pods) {
    const { nodeName, containers } = pod.spec
    if (!nodeName || isFinished(pod)) continue
    const used = usage.get(nodeName) ?? { pods: 0, cpu: 0, memory: 0 }
    used.pods += 1
    used.cpu += requested(containers, 'cpu')
    used.memory += requested(containers, 'memory')
    usage.set(nodeName, used)
  }
  return usage
}

/** Why a pod may not go to a node, in the scheduler's words, and whether even an empty node would not do. */
export interface Obstacle {
  readonly what: string
  readonly hopeless: boolean
}

/** What keeps a pod off a node; undefined when nothing does. */
export function fits(
  { spec }: Pod,
  node: Node,
  used: Usage = { pods: 0, cpu: 0, memory: 0 },
): Obstacle | undefined {
  const tolerations = spec.tolerations ?? []
  if (node.spec?.unschedulable && !tolerates(tolerations, UNSCHEDULABLE))
    return hopeless('node(s) were unschedulable')
  const taint = node.spec?.taints?.find(
    (taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint),
  )
  if (taint) return hopeless('node(s) had untolerated taint(s)')
  if (!selects(spec.nodeSelector ?? {}, node))
    return hopeless("node(s) didn't match Pod's node affinity/selector")
  return lack(spec, node, used)
}

function hopeless(what: string): Obstacle {
  return { what, hopeless: true }
}

function lack({ containers }: Pod['spec'], node: Node, used: Usage): Obstacle | undefined {
  const allocatable = node.status?.allocatable ?? {}
  if (used.pods + 1 > quantity(allocatable['pods'])) return { what: 'Too many pods', hopeless: false }
  for (const resource of ['cpu', 'memory'] as const) {
    const wish = requested(containers, resource)
    const room = quantity(allocatable[resource])
    if (used[resource] + wish > room) return { what: `Insufficient ${resource}`, hopeless: wish > room }
  }
  return undefined
}

export const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

/** Whether any of the tolerations bears a taint. */
export function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some((toleration) => bears(toleration, taint))
}

/** Whether one toleration bears a taint. */
export function bears({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false
  if (key && key !== taint.key) return false
  return operator === 'Exists' || (Boolean(key) && (value ?? '') === (taint.value ?? ''))
}

/** Whether a node has all the labels that a selector asks for. */
export function selects(selector: Record<string, string>, node: Node): boolean {
  return Object.entries(selector).every(([key, value]) => node.metadata.labels?.[key] === value)
}
