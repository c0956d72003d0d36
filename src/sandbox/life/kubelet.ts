import { sameJson } from '../store/json.ts'
import { live } from './container.ts'
import { newRun, type Run } from './run.ts'
import type { Controller } from './controller.ts'
import { itself } from './controller.ts'
import { faultOf, isDead } from './faults.ts'
import type { Life } from './life.ts'
import { placeOf, type Place } from './objects.ts'
import { podStatus } from './pod-status.ts'
import { isFinished } from './pods.ts'
import type { Node, Pod } from './types.ts'

interface Tenant {
  readonly uid: string
  readonly podIp: string
  readonly runs: readonly Run[]
  stopAt?: number
}

/** The kubelets of all nodes: starts, watches, restarts and ends the containers of scheduled pods. */
export function kubelet(life: Life): Controller {
  const tenants = new Map<string, Tenant>()
  const addresses = new Map<string, number>()

  function reconcile(at: Place): number | undefined {
    const key = `${at.namespace}/${at.name}`
    const pod = life.objects.get('Pod', at)
    const known = tenants.get(key)
    if (known && known.uid !== pod?.metadata.uid) {
      tenants.delete(key)
      life.logbook.forget(known.uid)
    }
    const node = pod?.spec.nodeName ? life.objects.get('Node', { name: pod.spec.nodeName }) : undefined
    if (!pod || !node || isDead(node) || isFinished(pod)) return undefined
    const tenant = tenants.get(key) ?? moveIn(pod, node)
    tenants.set(key, tenant)
    return pod.metadata.deletionTimestamp ? stop(life, pod, tenant) : run(life, pod, node, tenant)
  }

  function moveIn(pod: Pod, node: Node): Tenant {
    const count = (addresses.get(node.metadata.name) ?? 1) + 1
    addresses.set(node.metadata.name, count)
    const subnet = (node.spec?.podCIDR ?? '10.244.0.0/24').split('.').slice(0, 3).join('.')
    const runs = pod.spec.containers.map((container) => newRun(container, life.clock.now()))
    return { uid: pod.metadata.uid, podIp: `${subnet}.${(count % 253) + 1}`, runs }
  }

  return {
    watches: {
      Pod: itself,
      Node: (node) =>
        life.objects
          .list('Pod')
          .filter((pod) => pod.spec.nodeName === node.metadata.name)
          .map(placeOf),
    },
    reconcile,
  }
}

function run(life: Life, pod: Pod, node: Node, { runs, podIp }: Tenant): number | undefined {
  for (const [index, container] of pod.spec.containers.entries()) {
    const own = runs[index]
    if (own) live(life, pod, container, own)
  }
  const now = life.clock.now()
  const hostIp = node.status?.addresses?.[0]?.address ?? '127.0.0.1'
  const status = podStatus(pod, runs, { hostIp, podIp }, now)
  if (!sameJson(pod.status, status)) {
    life.objects.mutate('Pod', placeOf(pod), (it) => {
      it.status = status
    })
  }
  const soonest = Math.min(...runs.filter(({ step }) => step !== 'rest').map(({ due }) => due))
  return Number.isFinite(soonest) ? Math.max(0, soonest - now) : undefined
}

/** Ends a pod: a healthy app leaves soon after SIGTERM, one that hangs takes its whole grace period. */
function stop(life: Life, pod: Pod, tenant: Tenant): number | undefined {
  const now = life.clock.now()
  if (tenant.stopAt === undefined) {
    const running = pod.spec.containers.filter((_, index) => tenant.runs[index]?.state.running)
    for (const { name } of running) {
      const message = `Stopping container ${name}`
      life.record(pod, {
        type: 'Normal',
        reason: 'Killing',
        message,
        source: 'kubelet',
        host: pod.spec.nodeName,
        container: name,
      })
    }
    const grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000
    const deaf = running.some((container) => faultOf(life, pod, container) === 'hang')
    const takes = deaf ? grace : Math.min(grace, life.tempo.stopDelay)
    tenant.stopAt = now + (running.length > 0 ? takes : 0)
  }
  if (now < tenant.stopAt) return tenant.stopAt - now
  life.objects.remove('Pod', placeOf(pod))
  return undefined
}
