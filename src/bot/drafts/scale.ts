import { z } from 'zod'
import type { KubeObject, ObjectRef } from '../../core/kube.ts'
import type { Draft } from '../command.ts'
import { autoscalerWarnings } from './autoscaler.ts'
import { budgetFinding } from './budget.ts'
import { counted, nameOf } from './names.ts'
import type { Neighbours } from './neighbours.ts'
import { controllerOf } from './owner.ts'
import { quotaFinding } from './quota.ts'

const Scaled = z.looseObject({
  spec: z.looseObject({
    replicas: z.int().min(0).optional(),
    template: z
      .looseObject({
        metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }).prefault({}),
      })
      .optional(),
  }),
})

/** How many copies an object asks for; undefined when it keeps that elsewhere. */
export function replicasOf(object: KubeObject): number | undefined {
  return Scaled.safeParse(object).data?.spec.replicas
}

/** What is known of the object and of what stands around it. */
export interface ScaleView {
  readonly object: KubeObject
  readonly from: number
  readonly to: number
  readonly autoscalers: Neighbours
  readonly budgets: Neighbours
  readonly quotas: Neighbours
}

/** A scale with what it does to pods, autoscalers, budgets and quotas. */
export function scaleDraft(target: ObjectRef, view: ScaleView): Draft {
  const { object, from, to } = view
  const labels = Scaled.safeParse(object).data?.spec.template?.metadata.labels
  const budget = to < from && labels ? budgetFinding(labels, view.budgets, 'scaling down') : nothing
  const quota = quotaFinding(to - from, view.quotas)
  return {
    title: `scale ${nameOf(target)} ${from} → ${to}`,
    target,
    operation: { verb: 'scale', replicas: to },
    risk: to === 0 ? 'destroy' : 'change',
    replicas: { from, to },
    effects: [podsMoved(from, to), ...budget.effects, ...quota.effects],
    warnings: [
      ...(to === 0 ? ['0 replicas: nothing is left to answer.'] : []),
      ...ownerWarnings(object),
      ...autoscalerWarnings(target, to, view.autoscalers),
      ...budget.warnings,
      ...quota.warnings,
    ],
    inverse: { verb: 'scale', replicas: from },
    irreversible: null,
    follow: followed.has(target.kind) && target.group === 'apps' ? 'rollout' : 'none',
  }
}

const nothing = { effects: [], warnings: [] }
const followed = new Set(['Deployment', 'StatefulSet'])

function podsMoved(from: number, to: number): string {
  if (to > from) return `${counted(to - from, 'more pod')} ${to - from === 1 ? 'starts' : 'start'}.`
  return `${counted(from - to, 'pod')} of ${from} ${from - to === 1 ? 'ends' : 'end'}.`
}

function ownerWarnings(object: KubeObject): readonly string[] {
  const owner = controllerOf(object)
  return owner ? [`It belongs to ${nameOf(owner)}, which will set it back: scale that instead.`] : []
}
