import { z } from 'zod'
import type { KubeObject } from '../../core/kube.ts'
import { controllerOf } from './owner.ts'

/** A pod template as data: it is stored, compared and sent, never interpreted as a whole. */
export const Template = z.record(z.string(), z.json())
export type Template = z.output<typeof Template>

export interface Revision {
  readonly number: number
  readonly template: Template
}

const ReplicaSet = z.looseObject({ spec: z.looseObject({ template: Template }) })
const ControllerRevision = z.looseObject({
  revision: z.int(),
  data: z.looseObject({ spec: z.looseObject({ template: Template }) }),
})

/** The revisions that an object owns, oldest first, from its ReplicaSets or ControllerRevisions. */
export function revisionsOf(owner: KubeObject, candidates: readonly KubeObject[]): readonly Revision[] {
  return candidates
    .filter((candidate) => controllerOf(candidate)?.uid === owner.metadata.uid)
    .flatMap((candidate) => fromReplicaSet(candidate) ?? fromControllerRevision(candidate) ?? [])
    .toSorted((a, b) => a.number - b.number)
}

const revisionAnnotation = 'deployment.kubernetes.io/revision'

function fromReplicaSet(object: KubeObject): Revision | undefined {
  const number = Number(object.metadata.annotations?.[revisionAnnotation])
  const parsed = ReplicaSet.safeParse(object)
  if (!Number.isInteger(number) || !parsed.success) return undefined
  return { number, template: withoutHash(parsed.data.spec.template) }
}

function fromControllerRevision(object: KubeObject): Revision | undefined {
  const parsed = ControllerRevision.safeParse(object)
  if (!parsed.success) return undefined
  const { $patch: _directive, ...template } = parsed.data.data.spec.template
  return { number: parsed.data.revision, template }
}

const Labelled = z.looseObject({ metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }) })

/** The Deployment controller adds this label to its ReplicaSets: it belongs to no template. */
function withoutHash(template: Template): Template {
  const labelled = Labelled.safeParse(template)
  if (!labelled.success) return template
  const { 'pod-template-hash': _hash, ...labels } = labelled.data.metadata.labels
  return Template.parse({ ...template, metadata: { ...labelled.data.metadata, labels } })
}
