import { z } from 'zod'

/** A kind as discovery tells it. */
export interface ApiKind {
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly plural: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly namespaced: boolean
  readonly verbs: readonly string[]
  /** Subresources such as `scale`, `log`, `eviction`. */
  readonly subresources: readonly string[]
}

/** One object by address. `namespace` is null for cluster-scoped kinds. */
export const ObjectRef = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  plural: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
})
export type ObjectRef = z.output<typeof ObjectRef>

/** What we rely on in any object; the rest is carried along untouched. */
export const KubeObject = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string(),
    resourceVersion: z.string().optional(),
    generation: z.number().optional(),
    creationTimestamp: z.string().optional(),
    deletionTimestamp: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
})
export type KubeObject = z.output<typeof KubeObject>

/** One write, spelled out as data, so that it can be stored, shown, tried and undone. */
export const Operation = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('patch'),
    type: z.enum(['strategic', 'merge', 'json']),
    body: z.json(),
  }),
  z.object({ verb: z.literal('scale'), replicas: z.int().min(0) }),
  z.object({ verb: z.literal('remove') }),
])
export type Operation = z.output<typeof Operation>

/** One changed field, as a path a person can read: `spec.containers[api].image`. */
export const FieldChange = z.object({
  path: z.string(),
  before: z.json().optional(),
  after: z.json().optional(),
})
export type FieldChange = z.output<typeof FieldChange>
