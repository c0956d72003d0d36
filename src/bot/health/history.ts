import { z } from 'zod'
import type { KubeObject } from '../../core/kube.ts'
import { revisionsOf, type Template } from '../drafts/revisions.ts'

export interface HistoryEntry {
  readonly revision: number
  readonly images: readonly string[]
  /** The annotation kubernetes.io/change-cause, where somebody wrote one. */
  readonly cause: string
  /** Epoch ms; when this revision was first rolled out. */
  readonly since: number
  readonly current: boolean
}

/** The revisions of a workload, oldest first; the one that is wanted now is marked. */
export function historyOf(owner: KubeObject, candidates: readonly KubeObject[]): readonly HistoryEntry[] {
  const entries = candidates.flatMap((candidate) =>
    revisionsOf(owner, [candidate]).map(({ number, template }) => ({
      revision: number,
      images: imagesOf(template),
      cause: candidate.metadata.annotations?.['kubernetes.io/change-cause'] ?? '',
      since: Date.parse(candidate.metadata.creationTimestamp ?? '') || 0,
      name: candidate.metadata.name,
    })),
  )
  const current = currentOf(owner)
  const newest = Math.max(...entries.map(({ revision }) => revision))
  return entries
    .toSorted((a, b) => a.revision - b.revision)
    .map(({ name, ...entry }) => ({
      ...entry,
      current: current === null ? entry.revision === newest : isCurrent(current, name, entry),
    }))
}

/** A StatefulSet names its revision's object, a Deployment its number; a DaemonSet leaves it to the newest. */
function currentOf(owner: KubeObject): { readonly name: string } | { readonly number: number } | null {
  const status = z.looseObject({ updateRevision: z.string().optional() }).safeParse(owner['status'])
  if (status.success && status.data.updateRevision !== undefined) return { name: status.data.updateRevision }
  const number = Number(owner.metadata.annotations?.['deployment.kubernetes.io/revision'])
  return Number.isInteger(number) ? { number } : null
}

function isCurrent(
  current: { readonly name: string } | { readonly number: number },
  name: string,
  { revision }: { readonly revision: number },
): boolean {
  return 'name' in current ? current.name === name : current.number === revision
}

const Imaged = z.looseObject({
  spec: z.looseObject({ containers: z.array(z.looseObject({ image: z.string().default('') })) }),
})

function imagesOf(template: Template): readonly string[] {
  const parsed = Imaged.safeParse(template)
  return parsed.success ? parsed.data.spec.containers.map(({ image }) => image) : []
}
