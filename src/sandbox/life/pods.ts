import type { KubeObject } from '../store/types.ts'
import { conditionOf, isTrue } from './conditions.ts'
import type { Life } from './life.ts'
import { suffix } from './names.ts'
import { controlledBy } from './owners.ts'
import { PATIENCE } from './patience.ts'
import type { Labels, Pod, PodSpec, PodTemplate } from './types.ts'

/** A pod that is neither finished nor on its way out: one that its controller counts. */
export function isActive(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && !isFinished(pod)
}

/** A pod whose containers will not run again. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}

/** Whether a pod takes traffic. */
export function isReady(pod: Pod): boolean {
  return isTrue(pod, 'Ready')
}

/** How long until a ready pod counts as available; undefined while it is not ready. */
export function untilAvailable(pod: Pod, minReadySeconds: number, now: number): number | undefined {
  const since = isReady(pod) ? conditionOf(pod, 'Ready')?.lastTransitionTime : undefined
  if (since === undefined) return undefined
  return minReadySeconds === 0 ? 0 : Math.max(0, Date.parse(since) + minReadySeconds * 1000 - now)
}

interface Extras {
  readonly name?: string
  readonly labels?: Labels
  readonly spec?: Partial<PodSpec>
}

/** Makes a pod from its owner's template, and says so. */
export function createPod(life: Life, owner: KubeObject, template: PodTemplate, extras: Extras = {}): Pod {
  const prefix = `${owner.metadata.name}-`
  const { labels, annotations } = template.metadata ?? {}
  const pod = life.objects.create('Pod', {
    metadata: {
      name: extras.name ?? prefix + suffix(life.random),
      ...(extras.name ? {} : { generateName: prefix }),
      namespace: owner.metadata.namespace ?? 'default',
      labels: { ...labels, ...extras.labels },
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ownerReferences: [controlledBy(owner)],
    },
    spec: withPatience(structuredClone({ ...template.spec, ...extras.spec })),
  })
  const { name } = pod.metadata
  const message =
    owner.kind === 'StatefulSet'
      ? `Create Pod ${name} in StatefulSet ${owner.metadata.name} successful`
      : `Created pod: ${name}`
  life.record(owner, { type: 'Normal', reason: 'SuccessfulCreate', message, source: sourceOf(owner) })
  return pod
}

/** Deletes a pod on behalf of its owner, and says so. */
export function deletePod(life: Life, owner: KubeObject, pod: Pod): void {
  const { name } = pod.metadata
  life.objects.delete('Pod', pod.metadata)
  const message =
    owner.kind === 'StatefulSet'
      ? `Delete Pod ${name} in StatefulSet ${owner.metadata.name} successful`
      : `Deleted pod: ${name}`
  life.record(owner, { type: 'Normal', reason: 'SuccessfulDelete', message, source: sourceOf(owner) })
}

/** Whether anything new may still be made in the owner's namespace. */
export function mayCreateIn(life: Life, namespace: string | undefined): boolean {
  const home = life.objects.get('Namespace', { name: namespace ?? 'default' })
  return home !== undefined && !home.metadata.deletionTimestamp
}

function withPatience(spec: PodSpec): PodSpec {
  const own = spec.tolerations ?? []
  const missing = PATIENCE.filter(({ key }) => !own.some((toleration) => toleration.key === key))
  return { ...spec, tolerations: [...own, ...missing] }
}

function sourceOf(owner: KubeObject): string {
  return owner.kind === 'Job' ? 'job-controller' : `${owner.kind.toLowerCase()}-controller`
}
