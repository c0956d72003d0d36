import { z } from 'zod'
import type { KubeObject, ObjectRef } from '../../core/kube.ts'

const limit = z.union([z.string(), z.number()]).optional()
const rolling = z.looseObject({ maxSurge: limit, maxUnavailable: limit }).optional()
const strategy = z.looseObject({ type: z.string().optional(), rollingUpdate: rolling }).prefault({})
const containers = z.array(z.looseObject({ name: z.string(), image: z.string().default('') })).default([])

const Templated = z.looseObject({
  spec: z.looseObject({
    replicas: z.int().default(1),
    paused: z.boolean().default(false),
    strategy,
    updateStrategy: strategy,
    template: z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }).prefault({}),
      spec: z.looseObject({ containers, initContainers: containers }),
    }),
  }),
  status: z.looseObject({ desiredNumberScheduled: z.int().optional() }).prefault({}),
})
export type Templated = z.output<typeof Templated>

/** What we read of a workload that rolls its pods: Deployment, StatefulSet or DaemonSet. */
export function templatedOf(object: KubeObject): Templated | undefined {
  return Templated.safeParse(object).data
}

const rolls = new Set(['Deployment', 'StatefulSet', 'DaemonSet'])

/** Whether a kind replaces its pods by itself when their template changes. */
function isRolling({ group, kind }: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  return group === 'apps' && rolls.has(kind)
}

/** Why a kind cannot be rolled, and what to type instead; undefined when it can. */
export function notRolling(
  command: string,
  { group, kind }: Pick<ObjectRef, 'group' | 'kind'>,
): string | undefined {
  if (isRolling({ group, kind })) return undefined
  const nothing = 'Nothing was done.'
  if (group === '' && kind === 'Pod') {
    return `A pod is not changed by itself: name the workload that makes it: ${command} deploy/NAME. ${nothing}`
  }
  if (group === 'apps' && kind === 'ReplicaSet') {
    return `A ReplicaSet does not replace its pods: name its deployment: ${command} deploy/NAME. ${nothing}`
  }
  return `${command} works on deployments, statefulsets and daemonsets, not on a ${kind}. ${nothing}`
}

/** What a changed template does to the pods, in sentences. */
export function replacementEffects(workload: Templated): readonly string[] {
  const { spec, status } = workload
  const pods = status.desiredNumberScheduled ?? spec.replicas
  if (pods === 0) return ['No pod is replaced: it runs none.']
  const many = pods === 1 ? 'Its 1 pod is replaced' : `All ${pods} pods are replaced`
  const { type, rollingUpdate } = typeOf(workload)
  if (type === 'OnDelete')
    return [`No pod is replaced by itself: its strategy is OnDelete. ${pods} wait for a delete.`]
  if (type === 'Recreate') return [`${many}, all at once: its strategy is Recreate.`]
  const bounds = [
    rollingUpdate?.maxSurge === undefined ? [] : [`maxSurge ${rollingUpdate.maxSurge}`],
    rollingUpdate?.maxUnavailable === undefined ? [] : [`maxUnavailable ${rollingUpdate.maxUnavailable}`],
  ].flat()
  return [`${many}, step by step${bounds.length > 0 ? ` (${bounds.join(', ')})` : ''}.`]
}

/** What makes a changed template wait or hurt. */
export function replacementWarnings(workload: Templated): readonly string[] {
  const { type } = typeOf(workload)
  return [
    ...(workload.spec.paused ? ['Its rollout is paused: no pod is replaced before it is resumed.'] : []),
    ...(type === 'Recreate' ? ['Recreate: it answers nothing until the new pods are ready.'] : []),
  ]
}

/** A rollout that nobody has to continue by hand. */
export function rollsByItself(workload: Templated): boolean {
  return !workload.spec.paused && typeOf(workload).type !== 'OnDelete'
}

function typeOf({ spec }: Templated): Templated['spec']['strategy'] {
  return { ...spec.strategy, ...spec.updateStrategy }
}
