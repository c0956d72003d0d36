import type { ApiKind, KubeObject } from '../../core/kube.ts'
import type { EventGroup } from './events.ts'
import type { Pod } from './pod.ts'

/** An object and what stands around it. */
export interface Described {
  readonly kind: ApiKind
  readonly object: KubeObject
  /** `prod-eu/shop`, or `prod-eu` for cluster-scoped kinds. */
  readonly where: string
  /** The pods of a workload, a service or a node. */
  readonly pods: readonly Pod[]
  /** Warnings first. */
  readonly events: readonly EventGroup[]
  /** What could not be read, in sentences. */
  readonly gaps: readonly string[]
  readonly now: number
}
