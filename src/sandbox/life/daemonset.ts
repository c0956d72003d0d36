import { REVISION_LABEL, currentRevision } from './controller-revisions.ts'
import type { Controller } from './controller.ts'
import { itself, ownerOfKind } from './controller.ts'
import { selects, tolerates } from './fit.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'
import { createPod, deletePod, isActive, isFinished, isReady, mayCreateIn } from './pods.ts'
import { scaled } from './quantities.ts'
import type { DaemonSet, Node, Pod, Toleration } from './types.ts'
import { omitZeros } from './zeros.ts'

/** What a daemon bears beyond its template: it stays on nodes that are ill or cordoned. */
const STOICISM: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
]

/** Keeps one pod on each node that wants one. */
export function daemonSets(life: Life): Controller {
  return {
    watches: {
      DaemonSet: itself,
      Pod: ownerOfKind('DaemonSet'),
      Node: () => life.objects.list('DaemonSet').map(placeOf),
    },
    reconcile(at) {
      const set = life.objects.get('DaemonSet', at)
      if (!set || set.metadata.deletionTimestamp) return undefined
      const hash = currentRevision(life, set).slice(set.metadata.name.length + 1)
      const nodes = life.objects.list('Node').filter((node) => wants(set, node))
      step(life, set, nodes, hash)
      writeStatus(life, set, nodes, hash)
      return undefined
    },
  }
}

function step(life: Life, set: DaemonSet, nodes: readonly Node[], hash: string): void {
  const pods = life.objects.owned('Pod', set.metadata.uid)
  const names = nodes.map(({ metadata }) => metadata.name)
  for (const nodeName of names) {
    const here = pods.some((pod) => pod.spec.nodeName === nodeName)
    if (here || !mayCreateIn(life, set.metadata.namespace)) continue
    createPod(life, set, set.spec.template, {
      labels: { [REVISION_LABEL]: hash, 'pod-template-generation': String(set.metadata.generation ?? 1) },
      spec: { nodeName, tolerations: [...(set.spec.template.spec.tolerations ?? []), ...STOICISM] },
    })
  }
  const living = pods.filter((pod) => !pod.metadata.deletionTimestamp)
  const misplaced = living.filter((pod) => isFinished(pod) || !names.includes(pod.spec.nodeName ?? ''))
  for (const pod of misplaced) deletePod(life, set, pod)
  if (set.spec.updateStrategy?.type !== 'OnDelete') {
    for (const pod of outdated(set, living, names.length, hash)) deletePod(life, set, pod)
  }
}

/** Which pods may be replaced now: the sick at once, the well within maxUnavailable. */
function outdated(set: DaemonSet, pods: readonly Pod[], wanted: number, hash: string): readonly Pod[] {
  const allowed = scaled(set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, wanted, 'up')
  const stale = pods.filter((pod) => isActive(pod) && pod.metadata.labels?.[REVISION_LABEL] !== hash)
  const room = Math.max(0, allowed - (wanted - pods.filter(isReady).length))
  return [...stale.filter((pod) => !isReady(pod)), ...stale.filter(isReady).slice(0, room)]
}

function wants(set: DaemonSet, node: Node): boolean {
  const { tolerations = [], nodeSelector = {} } = set.spec.template.spec
  const borne = [...tolerations, ...STOICISM, { key: 'node.kubernetes.io/unreachable', operator: 'Exists' }]
  return selects(nodeSelector, node) && (node.spec?.taints ?? []).every((taint) => tolerates(borne, taint))
}

function writeStatus(life: Life, set: DaemonSet, nodes: readonly Node[], hash: string): void {
  const pods = life.objects.owned('Pod', set.metadata.uid).filter(isActive)
  const ready = pods.filter(isReady).length
  life.objects.mutate('DaemonSet', placeOf(set), (it) => {
    it.status = {
      currentNumberScheduled: pods.length,
      numberMisscheduled: 0,
      desiredNumberScheduled: nodes.length,
      numberReady: ready,
      observedGeneration: it.metadata.generation ?? 1,
      ...omitZeros({
        updatedNumberScheduled: pods.filter((pod) => pod.metadata.labels?.[REVISION_LABEL] === hash).length,
        numberAvailable: ready,
        numberUnavailable: nodes.length - ready,
      }),
    }
  })
}
