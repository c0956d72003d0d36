import type { Life } from './life.ts'
import { hashName } from './names.ts'
import { controlledBy } from './owners.ts'
import { mayCreateIn } from './pods.ts'
import type { DaemonSet, StatefulSet } from './types.ts'

export const REVISION_LABEL = 'controller-revision-hash'

/** The ControllerRevision of a set's present template: found again after an undo, and then the newest once more. */
export function currentRevision(life: Life, set: DaemonSet | StatefulSet): string {
  const { template } = set.spec
  const name = `${set.metadata.name}-${hashName(template)}`
  const { namespace = 'default', labels = {}, annotations } = set.metadata
  const others = life.objects
    .owned('ControllerRevision', set.metadata.uid)
    .filter(({ metadata }) => metadata.name !== name)
    .map(({ revision = 0 }) => revision)
  const newest = Math.max(0, ...others)
  const known = life.objects.mutate('ControllerRevision', { namespace, name }, (it) => {
    if ((it.revision ?? 0) < newest) it.revision = newest + 1
  })
  if (!known && mayCreateIn(life, namespace)) {
    const label = set.kind === 'DaemonSet' ? REVISION_LABEL : 'controller.kubernetes.io/hash'
    const hash = name.slice(set.metadata.name.length + 1)
    life.objects.create('ControllerRevision', {
      metadata: {
        name,
        namespace,
        labels: { ...labels, ...set.spec.selector.matchLabels, [label]: hash },
        ...(annotations ? { annotations: { ...annotations } } : {}),
        ownerReferences: [controlledBy(set)],
      },
      revision: newest + 1,
      data: { spec: { template: { ...structuredClone(template), $patch: 'replace' } } },
    })
  }
  return name
}
