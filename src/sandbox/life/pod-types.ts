import type { KubeObject } from '../store/types.ts'

export type Labels = Record<string, string>
export type IntOrPercent = number | string

export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastProbeTime?: string | null
  lastHeartbeatTime?: string
  lastUpdateTime?: string
  lastTransitionTime?: string
  observedGeneration?: number
}

export interface LabelSelector {
  matchLabels?: Labels
  matchExpressions?: { key: string; operator: string; values?: string[] }[]
}

export interface Taint {
  key: string
  value?: string
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
  timeAdded?: string
}

export interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
  tolerationSeconds?: number
}

interface Reference {
  name: string
  key?: string
  optional?: boolean
}

export interface Probe {
  httpGet?: { path?: string; port: number | string; scheme?: string }
  initialDelaySeconds?: number
  periodSeconds?: number
  failureThreshold?: number
}

export interface Container {
  name: string
  image: string
  ports?: { name?: string; containerPort: number; protocol?: string }[]
  env?: {
    name: string
    value?: string
    valueFrom?: { secretKeyRef?: Reference; configMapKeyRef?: Reference }
  }[]
  envFrom?: { secretRef?: Reference; configMapRef?: Reference }[]
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> }
  livenessProbe?: Probe
  readinessProbe?: Probe
}

export interface PodSpec {
  nodeName?: string
  containers: Container[]
  restartPolicy?: 'Always' | 'OnFailure' | 'Never'
  nodeSelector?: Labels
  tolerations?: Toleration[]
  schedulerName?: string
  hostname?: string
  subdomain?: string
}

export interface Terminated {
  exitCode: number
  reason: string
  startedAt: string
  finishedAt: string
  containerID: string
}

export interface ContainerState {
  waiting?: { reason: string; message?: string }
  running?: { startedAt: string }
  terminated?: Terminated
}

export interface ContainerStatus {
  name: string
  state: ContainerState
  lastState: ContainerState
  ready: boolean
  restartCount: number
  image: string
  imageID: string
  containerID?: string
  started: boolean
}

export interface PodStatus {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'
  qosClass?: string
  observedGeneration?: number
  conditions?: Condition[]
  hostIP?: string
  hostIPs?: { ip: string }[]
  podIP?: string
  podIPs?: { ip: string }[]
  startTime?: string
  containerStatuses?: ContainerStatus[]
}

export interface Pod extends KubeObject<PodSpec, PodStatus> {
  spec: PodSpec
}

export interface PodTemplate {
  metadata?: { labels?: Labels; annotations?: Record<string, string> }
  spec: PodSpec
}
