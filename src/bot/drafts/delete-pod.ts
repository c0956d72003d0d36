import { z } from 'zod'
import type { KubeObject, ObjectRef } from '../../core/kube.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'
import type { Draft } from '../command.ts'
import { budgetFinding } from './budget.ts'
import { nameOf } from './names.ts'
import type { Neighbours } from './neighbours.ts'
import { controllerOf } from './owner.ts'

const Pod = z.looseObject({
  metadata: z.looseObject({
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
  }),
  spec: z.looseObject({ nodeName: z.string().default('') }),
})

/** A pod's end, with who makes a new one; the failure is a sentence. */
export function deletePodDraft(
  target: ObjectRef,
  object: KubeObject,
  budgets: Neighbours,
): Outcome<Draft, string> {
  const pod = Pod.safeParse(object)
  if (!pod.success) return failed(`${nameOf(target)} cannot be read. Nothing was done.`)
  const { metadata, spec } = pod.data
  if (metadata.annotations['kubernetes.io/config.mirror'] !== undefined) {
    const where = spec.nodeName === '' ? 'its node' : `node ${spec.nodeName}`
    return failed(
      `${nameOf(target)} is a static pod: ${where} runs it from a file, and a delete does not stop it. Nothing was done.`,
    )
  }
  if (metadata.deletionTimestamp !== undefined) {
    return failed(
      `${nameOf(target)} is being deleted already (since ${metadata.deletionTimestamp}); nothing to do.`,
    )
  }
  const budget = budgetFinding(metadata.labels, budgets, 'a delete')
  const owner = controllerOf(object)
  return done({
    title: `delete ${nameOf(target)}`,
    target,
    operation: { verb: 'remove' },
    risk: 'destroy',
    effects: [...(owner ? [successor(owner, spec.nodeName)] : []), ...budget.effects],
    warnings: [
      ...(owner ? [] : ['Nobody makes a new one: no controller owns this pod. It is gone for good.']),
      ...budget.warnings,
    ],
    inverse: null,
    irreversible: 'A deleted pod cannot be brought back, nor can its logs.',
    follow: 'none',
  })
}

function successor(owner: { kind: string; name: string }, node: string): string {
  switch (owner.kind) {
    case 'DaemonSet':
      return `${nameOf(owner)} makes a new one on the same node${node === '' ? '' : `, ${node}`}.`
    case 'StatefulSet':
      return `${nameOf(owner)} makes a new one with the same name and volumes.`
    case 'Job':
      return `${nameOf(owner)} counts it as failed and may make a new one.`
    default:
      return `${nameOf(owner)} makes a new one with another name.`
  }
}
