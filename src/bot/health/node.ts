import { z } from 'zod'
import { duration } from '../../core/duration.ts'
import type { KubeObject } from '../../core/kube.ts'
import { condition, heldFor, type Condition } from './condition.ts'

/** What we read of a node. */
const Node = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    creationTimestamp: z.string().optional(),
  }),
  spec: z
    .looseObject({
      unschedulable: z.boolean().default(false),
      taints: z
        .array(
          z.looseObject({ key: z.string(), value: z.string().default(''), effect: z.string().default('') }),
        )
        .default([]),
    })
    .prefault({}),
  status: z
    .looseObject({
      conditions: z.array(condition).default([]),
      capacity: z.record(z.string(), z.string()).default({}),
      allocatable: z.record(z.string(), z.string()).default({}),
      addresses: z.array(z.looseObject({ type: z.string(), address: z.string() })).default([]),
      nodeInfo: z.record(z.string(), z.unknown()).default({}),
    })
    .prefault({}),
})
export type Node = z.output<typeof Node>

/** Undefined for an object that is no node. */
export function nodeOf(object: KubeObject): Node | undefined {
  const parsed = Node.safeParse(object)
  return parsed.success ? parsed.data : undefined
}

/** Why a node takes no pods, or soon will not. */
export function whyNode({ spec, status }: Node, now: number): readonly string[] {
  const ready = status.conditions.find(({ type }) => type === 'Ready')
  return [
    ...(ready?.status === 'True' ? [] : [notReady(ready, now)]),
    ...status.conditions
      .filter(({ type, status }) => type !== 'Ready' && status === 'True')
      .map((one) => bad(one, now)),
    ...(spec.unschedulable ? ['it is cordoned: no new pods are placed on it'] : []),
  ]
}

function notReady(ready: Condition | undefined, now: number): string {
  if (!ready) return 'the node has never said that it is ready'
  return `NotReady${held(ready, now)}: ${because(ready)}`
}

function bad(one: Condition, now: number): string {
  return `${one.type}${held(one, now)}: ${because(one)}`
}

function held(one: Condition, now: number): string {
  const since = heldFor(one, now)
  return since === undefined ? '' : ` for ${duration(since)}`
}

function because({ message, reason }: Condition): string {
  return (message || reason || 'no reason is given').replace(/\.$/, '')
}
