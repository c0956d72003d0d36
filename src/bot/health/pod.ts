import { z } from 'zod'
import type { KubeObject } from '../../core/kube.ts'
import { condition } from './condition.ts'
import { Probe } from './probe.ts'

const quantities = z.record(z.string(), z.union([z.string(), z.number()])).default({})
const probe = Probe.optional()

export const Container = z.looseObject({
  name: z.string(),
  image: z.string().default(''),
  resources: z.looseObject({ requests: quantities, limits: quantities }).prefault({}),
  ports: z.array(z.looseObject({ name: z.string().optional(), containerPort: z.int() })).default([]),
  env: z.array(z.looseObject({ name: z.string() })).default([]),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  restartPolicy: z.string().optional(),
})
export type Container = z.output<typeof Container>

const ContainerState = z.looseObject({
  waiting: z.looseObject({ reason: z.string().default(''), message: z.string().default('') }).optional(),
  running: z.looseObject({ startedAt: z.string().optional() }).optional(),
  terminated: z
    .looseObject({
      exitCode: z.int().default(0),
      reason: z.string().default(''),
      message: z.string().default(''),
      finishedAt: z.string().optional(),
    })
    .optional(),
})
export type ContainerState = z.output<typeof ContainerState>
export type Terminated = NonNullable<ContainerState['terminated']>

const ContainerStatus = z.looseObject({
  name: z.string(),
  ready: z.boolean().default(false),
  restartCount: z.int().default(0),
  state: ContainerState.prefault({}),
  lastState: ContainerState.prefault({}),
})
export type ContainerStatus = z.output<typeof ContainerStatus>

/** What we read of a pod. */
const Pod = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().default(''),
    uid: z.string().default(''),
    creationTimestamp: z.string().optional(),
    deletionTimestamp: z.string().optional(),
    annotations: z.record(z.string(), z.string()).default({}),
    ownerReferences: z.array(z.looseObject({ kind: z.string(), name: z.string() })).default([]),
  }),
  spec: z.looseObject({
    nodeName: z.string().optional(),
    serviceAccountName: z.string().optional(),
    containers: z.array(Container).default([]),
    initContainers: z.array(Container).default([]),
  }),
  status: z
    .looseObject({
      phase: z.string().default('Unknown'),
      reason: z.string().default(''),
      message: z.string().default(''),
      podIP: z.string().optional(),
      conditions: z.array(condition).default([]),
      containerStatuses: z.array(ContainerStatus).default([]),
      initContainerStatuses: z.array(ContainerStatus).default([]),
    })
    .prefault({}),
})
export type Pod = z.output<typeof Pod>

/** Undefined for an object that is no pod. */
export function podOf(object: KubeObject): Pod | undefined {
  const parsed = Pod.safeParse(object)
  return parsed.success ? parsed.data : undefined
}

export function podsOf(objects: readonly KubeObject[]): readonly Pod[] {
  return objects.map(podOf).filter((pod) => pod !== undefined)
}

/** Ready for traffic, as the pod's own condition says. */
export function isReady({ status }: Pod): boolean {
  return status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
}

/** Ended well: not ready, and nothing is wrong. */
export function isCompleted({ status }: Pod): boolean {
  return status.phase === 'Succeeded'
}
