import type { Controller } from './controller.ts'
import { itself } from './controller.ts'
import { bears } from './fit.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'
import { isActive } from './pods.ts'
import { PATIENCE } from './patience.ts'
import type { Pod, Taint } from './types.ts'

/** Evicts pods from nodes with NoExecute taints when their tolerance has run out. */
export function taintEviction(life: Life): Controller {
  return {
    watches: {
      Pod: itself,
      Node: (node) =>
        life.objects
          .list('Pod')
          .filter((pod) => pod.spec.nodeName === node.metadata.name)
          .map(placeOf),
    },
    reconcile(at) {
      const pod = life.objects.get('Pod', at)
      if (!pod?.spec.nodeName || !isActive(pod)) return undefined
      const taints = life.objects.get('Node', { name: pod.spec.nodeName })?.spec?.taints ?? []
      const due = Math.min(
        ...taints.filter(({ effect }) => effect === 'NoExecute').map((taint) => endOf(pod, taint)),
      )
      if (!Number.isFinite(due)) return undefined
      const left = due - life.clock.now()
      if (left > 0) return left
      const message = `Marking for deletion Pod ${at.namespace}/${at.name}`
      life.record(pod, {
        type: 'Normal',
        reason: 'TaintManagerEviction',
        message,
        source: 'taint-eviction-controller',
      })
      life.objects.delete('Pod', at)
      return undefined
    },
  }
}

function endOf({ spec }: Pod, taint: Taint): number {
  const own = spec.tolerations ?? []
  const borne = [...own, ...PATIENCE.filter(({ key }) => !own.some((toleration) => toleration.key === key))]
  const bearing = borne.filter((toleration) => bears(toleration, taint))
  const since = Date.parse(taint.timeAdded ?? '') || 0
  if (bearing.length === 0) return since
  return since + Math.min(...bearing.map(({ tolerationSeconds = Infinity }) => tolerationSeconds * 1000))
}
