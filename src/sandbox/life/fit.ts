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

/** Why a pod may not go to a node, in the scheduler's words; undefined when it may. */
export function fits(
  { spec }: Pod,
  node: Node,
  used: Usage = { pods: 0, cpu: 0, memory: 0 },
): string | undefined {
  const tolerations = spec.tolerations ?? []
  if (node.spec?.unschedulable && !tolerates(tolerations, UNSCHEDULABLE)) return 'node(s) were unschedulable'
  const taint = node.spec?.taints?.find(
    (taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint),
  )
  // Nobody may know the value of a taint from a message: Kubernetes prints the key alone since 1.34.
  if (taint) return `node(s) had untolerated taint(s)`
  if (!selects(spec.nodeSelector ?? {}, node)) return "node(s) didn't match Pod's node affinity/selector"
  const allocatable = node.status?.allocatable ?? {}
  if (used.pods + 1 > quantity(allocatable['pods'])) return 'Too many pods'
  for (const resource of ['cpu', 'memory'] as const) {
    if (used[resource] + requested(spec.containers, resource) > quantity(allocatable[resource])) {
      return `Insufficient ${resource}`
    }
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
