import { z } from 'zod'
import { FieldChange, ObjectRef, Operation } from './kube.ts'
import { Permission, Risk } from './risk.ts'

/** A write before it happens, fully spelled out: what is approved is this, and nothing else is run. */
export const Plan = z.object({
  /** The command's name, for `decide` and the audit. */
  command: z.string(),
  /** The whole line with cluster and namespace written out: a changed default must not redirect it. */
  line: z.string(),
  /** What will happen, in a few words: `scale deployment/api 3 → 5`. */
  title: z.string(),
  permission: Permission,
  risk: Risk,
  cluster: z.string(),
  /** The uid of kube-system: the same name may be another cluster tomorrow. */
  clusterId: z.string(),
  target: ObjectRef,
  uid: z.string(),
  operation: Operation,
  /** Hash of the spec as it was seen, without `replicas` unless the plan sets them. */
  specHash: z.string(),
  /** What the server-side dry run changed. Empty for a deletion. */
  diff: z.array(FieldChange),
  diffHash: z.string(),
  /** Hash of the spec as it will be; null when the object will be gone. For reading back. */
  afterHash: z.string().nullable(),
  /** Blast radius: facts worth knowing before a click. */
  effects: z.array(z.string()),
  warnings: z.array(z.string()),
  /** For scale: what limits of a role are held against. */
  replicas: z.object({ from: z.int(), to: z.int() }).nullable(),
  inverse: Operation.nullable(),
  /** Why it cannot be undone, when there is no inverse. */
  irreversible: z.string().nullable(),
  /** What is watched afterwards. */
  follow: z.enum(['rollout', 'none']),
})
export type Plan = z.output<typeof Plan>
