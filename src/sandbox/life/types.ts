import type { KubeObject } from '../store/types.ts'
import type { Event } from './event-types.ts'
import type { Condition, IntOrPercent, Labels, LabelSelector, Pod, PodTemplate, Taint } from './pod-types.ts'

export type * from './event-types.ts'
export type * from './pod-types.ts'

/** What the controllers read and write of each kind: the rest of an object passes through untouched. */
export interface Kinds {
  ConfigMap: ConfigMap
  ControllerRevision: ControllerRevision
  DaemonSet: DaemonSet
  Deployment: Deployment
  Endpoints: Endpoints
  EndpointSlice: EndpointSlice
  Event: Event
  Job: Job
  Lease: Lease
  Namespace: Namespace
  Node: Node
  Pod: Pod
  PodDisruptionBudget: PodDisruptionBudget
  ReplicaSet: ReplicaSet
  Secret: KubeObject
  Service: Service
  ServiceAccount: KubeObject
  StatefulSet: StatefulSet
}

export type Kind = keyof Kinds
interface NodeStatus {
  addresses?: { type: string; address: string }[]
  allocatable?: Record<string, string>
  capacity?: Record<string, string>
  conditions?: Condition[]
  nodeInfo?: Record<string, string>
}

export interface Node extends KubeObject<
  { unschedulable?: boolean; taints?: Taint[]; podCIDR?: string },
  NodeStatus
> {}

export interface ReplicaStatus {
  observedGeneration?: number
  replicas?: number
  fullyLabeledReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  terminatingReplicas?: number
}

interface ReplicaSetSpec {
  replicas: number
  minReadySeconds?: number
  selector: LabelSelector
  template: PodTemplate
}

export interface ReplicaSet extends KubeObject<ReplicaSetSpec, ReplicaStatus> {
  spec: ReplicaSetSpec
}

export interface DeploymentStatus extends ReplicaStatus {
  updatedReplicas?: number
  unavailableReplicas?: number
  conditions?: Condition[]
}

export interface DeploymentSpec extends ReplicaSetSpec {
  paused?: boolean
  revisionHistoryLimit?: number
  progressDeadlineSeconds?: number
  strategy?: { type?: string; rollingUpdate?: { maxSurge?: IntOrPercent; maxUnavailable?: IntOrPercent } }
}

export interface Deployment extends KubeObject<DeploymentSpec, DeploymentStatus> {
  spec: DeploymentSpec
}

interface StatefulSetSpec extends ReplicaSetSpec {
  serviceName?: string
  podManagementPolicy?: string
  revisionHistoryLimit?: number
  updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } }
}

interface StatefulSetStatus extends ReplicaStatus {
  currentReplicas?: number
  updatedReplicas?: number
  currentRevision?: string
  updateRevision?: string
  collisionCount?: number
}

export interface StatefulSet extends KubeObject<StatefulSetSpec, StatefulSetStatus> {
  spec: StatefulSetSpec
}

interface DaemonSetSpec {
  selector: LabelSelector
  template: PodTemplate
  minReadySeconds?: number
  revisionHistoryLimit?: number
  updateStrategy?: { type?: string; rollingUpdate?: { maxUnavailable?: IntOrPercent } }
}

export interface DaemonSet extends KubeObject<DaemonSetSpec> {
  spec: DaemonSetSpec
}

export interface ControllerRevision extends KubeObject {
  revision?: number
  data?: unknown
}

interface JobSpec {
  completions?: number
  parallelism?: number
  backoffLimit?: number
  suspend?: boolean
  template: PodTemplate
}

export interface JobStatus {
  active?: number
  succeeded?: number
  failed?: number
  ready?: number
  terminating?: number
  startTime?: string
  completionTime?: string
  conditions?: Condition[]
  uncountedTerminatedPods?: object
}

export interface Job extends KubeObject<JobSpec, JobStatus> {
  spec: JobSpec
}

export interface ServicePort {
  name?: string
  port: number
  targetPort?: number | string
  protocol?: string
}

export interface Service extends KubeObject<{ selector?: Labels; ports?: ServicePort[] }> {}

export interface ConfigMap extends KubeObject {
  data?: Record<string, string>
}

export interface Endpoints extends KubeObject {
  subsets?: unknown[]
}

export interface EndpointSlice extends KubeObject {
  addressType?: string
  endpoints?: unknown[]
  ports?: unknown[]
}

export interface PodDisruptionBudget extends KubeObject<
  { selector?: LabelSelector; minAvailable?: IntOrPercent; maxUnavailable?: IntOrPercent },
  {
    conditions?: Condition[]
    currentHealthy?: number
    desiredHealthy?: number
    disruptionsAllowed?: number
    expectedPods?: number
    observedGeneration?: number
  }
> {}

export interface Namespace extends KubeObject<
  { finalizers?: string[] },
  { phase?: string; conditions?: Condition[] }
> {}

export interface Lease extends KubeObject<{
  holderIdentity?: string
  leaseDurationSeconds?: number
  renewTime?: string
}> {}
