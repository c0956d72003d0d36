import { sameJson } from '../store/json.ts'
import type { Deployment, PodTemplate, ReplicaSet } from './types.ts'

export const REVISION = 'deployment.kubernetes.io/revision'
const HISTORY = 'deployment.kubernetes.io/revision-history'
export const DESIRED = 'deployment.kubernetes.io/desired-replicas'
export const MAX = 'deployment.kubernetes.io/max-replicas'
export const HASH = 'pod-template-hash'

const NOT_COPIED = new Set([
  REVISION,
  HISTORY,
  DESIRED,
  MAX,
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
])

/** The revision that a ReplicaSet stands for; 0 before it has one. */
export function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0)
}

/** Whether two templates make the same pods: the hash label is the controller's own and does not count. */
export function sameTemplate(a: PodTemplate, b: PodTemplate): boolean {
  return sameJson(withoutHash(a), withoutHash(b))
}

/** The annotations of a Deployment that its ReplicaSet carries, change-cause among them. */
export function copiedAnnotations(deployment: Deployment): Record<string, string> {
  const all = Object.entries(deployment.metadata.annotations ?? {})
  return Object.fromEntries(all.filter(([key]) => !NOT_COPIED.has(key)))
}

/** Gives a ReplicaSet a new revision; one that had another before remembers it. */
export function withRevision(
  set: ReplicaSet,
  deployment: Deployment,
  revision: number,
): Record<string, string> {
  const { [REVISION]: former, [HISTORY]: history, ...rest } = set.metadata.annotations ?? {}
  const changed = former !== undefined && former !== String(revision)
  const past = changed ? [history, former].filter(Boolean).join(',') : history
  return {
    ...rest,
    ...copiedAnnotations(deployment),
    ...(past ? { [HISTORY]: past } : {}),
    [REVISION]: String(revision),
  }
}

function withoutHash({ metadata, spec }: PodTemplate): PodTemplate {
  const { [HASH]: _hash, ...labels } = metadata?.labels ?? {}
  return { metadata: { labels, annotations: metadata?.annotations ?? {} }, spec }
}
