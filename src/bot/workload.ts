import { z } from 'zod'
import type { KubeObject } from '../core/kube.ts'

const count = z.int().default(0)

/** What we read of a Deployment, StatefulSet, DaemonSet or ReplicaSet, whichever fields it has. */
const Workload = z.looseObject({
  kind: z.string().default(''),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().default(''),
    generation: z.int().default(0),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.looseObject({
    replicas: z.int().default(1),
    paused: z.boolean().default(false),
    selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()).default({}) }).optional(),
    template: z
      .looseObject({
        spec: z
          .looseObject({
            containers: z
              .array(z.looseObject({ name: z.string(), image: z.string().default('') }))
              .default([]),
          })
          .optional(),
      })
      .optional(),
    strategy: z
      .looseObject({
        type: z.string().optional(),
        rollingUpdate: z
          .looseObject({
            maxSurge: z.union([z.string(), z.number()]).optional(),
            maxUnavailable: z.union([z.string(), z.number()]).optional(),
          })
          .optional(),
      })
      .optional(),
  }),
  status: z
    .looseObject({
      observedGeneration: count,
      replicas: count,
      updatedReplicas: count,
      readyReplicas: count,
      availableReplicas: count,
      currentRevision: z.string().optional(),
      updateRevision: z.string().optional(),
      desiredNumberScheduled: z.int().optional(),
      updatedNumberScheduled: count,
      numberAvailable: count,
      conditions: z
        .array(
          z.looseObject({
            type: z.string(),
            status: z.string(),
            reason: z.string().default(''),
            message: z.string().default(''),
            lastUpdateTime: z.string().optional(),
            lastTransitionTime: z.string().optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
})
export type Workload = z.output<typeof Workload>

/** Undefined for an object that is no workload. */
export function workloadOf(object: KubeObject): Workload | undefined {
  const parsed = Workload.safeParse(object)
  return parsed.success ? parsed.data : undefined
}
