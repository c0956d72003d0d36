import { sameJson } from '../store/json.ts'
import { toMicroTime, toTime } from '../store/time.ts'
import { conditionOf, withCondition } from './conditions.ts'
import type { Controller } from './controller.ts'
import { itself } from './controller.ts'
import { isDead } from './faults.ts'
import { UNSCHEDULABLE } from './fit.ts'
import type { Life } from './life.ts'
import { placeOf } from './objects.ts'
import type { Condition, Node, Taint } from './types.ts'

const LEASES = 'kube-node-lease'
const HEARTBEAT = 10_000
const FULL_REPORT = 300_000
const GRACE = 40_000
const UNREACHABLE = 'node.kubernetes.io/unreachable'

/** The heartbeat of each node's kubelet: a lease, renewed for as long as the node is not dead. */
export function heartbeats(life: Life): Controller {
  return {
    watches: { Node: itself, Namespace: () => life.objects.list('Node').map(placeOf) },
    reconcile({ name }) {
      const node = life.objects.get('Node', { name })
      if (!node || isDead(node) || !life.objects.get('Namespace', { name: LEASES })) return undefined
      const spec = {
        holderIdentity: name,
        leaseDurationSeconds: GRACE / 1000,
        renewTime: toMicroTime(life.clock.now()),
      }
      const at = { namespace: LEASES, name }
      const renewed = life.objects.mutate('Lease', at, (lease) => {
        lease.spec = spec
      })
      if (!renewed) life.objects.create('Lease', { metadata: at, spec })
      report(life, node)
      return HEARTBEAT
    },
  }
}

/** The full report is rare, because everybody who watches nodes has to read it. */
function report(life: Life, node: Node): void {
  const now = life.clock.now()
  const last = Date.parse(conditionOf(node, 'Ready')?.lastHeartbeatTime ?? '') || 0
  if (now - last < FULL_REPORT) return
  life.objects.mutate('Node', placeOf(node), ({ status }) => {
    for (const condition of status?.conditions ?? []) condition.lastHeartbeatTime = toTime(now)
  })
}

/** Believes a node for as long as its lease is renewed; then marks it, its taints and its pods. */
export function nodeLifecycle(life: Life): Controller {
  return {
    watches: {
      Node: itself,
      Lease: ({ metadata }) => (metadata.namespace === LEASES ? [{ name: metadata.name }] : []),
    },
    reconcile(at) {
      const node = life.objects.get('Node', at)
      if (!node) return undefined
      const lease = life.objects.get('Lease', { namespace: LEASES, name: node.metadata.name })
      if (!lease) return undefined
      const left = Date.parse(lease.spec?.renewTime ?? '') + GRACE - life.clock.now()
      judge(life, node, left > 0)
      return left > 0 ? left : undefined
    },
  }
}

function judge(life: Life, node: Node, alive: boolean): void {
  const now = life.clock.now()
  const before = conditionOf(node, 'Ready')?.status
  const taints = taintsOf(node, alive, now)
  const said = node.status?.conditions ?? []
  const conditions = said
    .map((condition) => verdict(condition, alive))
    .reduce((list, wanted) => withCondition(list, wanted, now), [...said])
  // Each heartbeat comes by here: nearly always there is nothing to write.
  if (sameJson([taints, conditions], [node.spec?.taints ?? [], said])) return
  life.objects.mutate('Node', placeOf(node), (it) => {
    it.spec = { ...it.spec, taints }
    if (taints.length === 0) delete it.spec.taints
    it.status = { ...it.status, conditions }
  })
  if (alive || before !== 'True') return
  const message = `Node ${node.metadata.name} status is now: NodeNotReady`
  life.record(node, { type: 'Normal', reason: 'NodeNotReady', message, source: 'node-controller' })
  const stranded = life.objects.list('Pod').filter((pod) => pod.spec.nodeName === node.metadata.name)
  for (const pod of stranded) {
    life.objects.mutate('Pod', placeOf(pod), (it) => {
      if (!it.status?.conditions) return false
      it.status.conditions = withCondition(
        it.status.conditions,
        { type: 'Ready', status: 'False' },
        life.clock.now(),
      )
      return undefined
    })
    const warning = 'Node is not ready'
    life.record(pod, { type: 'Warning', reason: 'NodeNotReady', message: warning, source: 'node-controller' })
  }
}

/** What the node controller says of each condition: unknown while nobody reports, and well again afterwards. */
function verdict(condition: Condition, alive: boolean): Condition {
  if (!alive) {
    const message = 'Kubelet stopped posting node status.'
    return { ...condition, status: 'Unknown', reason: 'NodeStatusUnknown', message }
  }
  if (condition.status !== 'Unknown') return condition
  const healthy = healthyConditions.find(({ type }) => type === condition.type)
  return healthy ? { ...condition, ...healthy } : condition
}

/** The conditions of a node that is well. */
export const healthyConditions: readonly Condition[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
]

function taintsOf(node: Node, alive: boolean, now: number): Taint[] {
  const taints = node.spec?.taints ?? []
  const foreign = taints.filter(({ key }) => key !== UNREACHABLE && key !== UNSCHEDULABLE.key)
  const known = taints.filter(({ key }) => key === UNREACHABLE)
  const timeAdded = toTime(now)
  const fresh: Taint[] = [
    { key: UNREACHABLE, effect: 'NoSchedule', timeAdded },
    { key: UNREACHABLE, effect: 'NoExecute', timeAdded },
  ]
  return [
    ...foreign,
    ...(node.spec?.unschedulable ? [UNSCHEDULABLE] : []),
    ...(alive ? [] : known.length > 0 ? known : fresh),
  ]
}
