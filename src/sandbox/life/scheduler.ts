import { conditionOf, withCondition } from './conditions.ts'
import type { Controller } from './controller.ts'
import { fits, usageOf, type Obstacle, type Usage } from './fit.ts'
import type { Life } from './life.ts'
import { placeOf, type Place } from './objects.ts'
import { isFinished } from './pods.ts'
import type { Node, Pod } from './types.ts'

/** Gives each pod a node that it fits on, the emptiest first, or says why there is none. */
export function scheduler(life: Life): Controller {
  const waiting = (): Place[] => life.objects.list('Pod').filter(isWaiting).map(placeOf)
  return {
    watches: {
      Pod: (object) => {
        const pod = life.objects.get('Pod', placeOf(object))
        if (pod && isWaiting(pod)) return [placeOf(pod)]
        // Whatever ends makes room.
        return !pod || isFinished(pod) ? waiting() : []
      },
      Node: waiting,
    },
    reconcile(at) {
      const pod = life.objects.get('Pod', at)
      if (pod && isWaiting(pod)) schedule(life, pod)
      return undefined
    },
  }
}

function isWaiting(pod: Pod): boolean {
  return !pod.spec.nodeName && !pod.metadata.deletionTimestamp && !isFinished(pod)
}

function schedule(life: Life, pod: Pod): void {
  const nodes = life.objects.list('Node')
  const usage = usageOf(life.objects.list('Pod'))
  const verdicts = nodes.map((node) => ({ node, obstacle: fits(pod, node, usage.get(node.metadata.name)) }))
  const fitting = verdicts.filter(({ obstacle }) => obstacle === undefined).map(({ node }) => node)
  const best = emptiest(fitting, usage)
  if (best) return bind(life, pod, best)
  refuse(
    life,
    pod,
    message(
      nodes.length,
      verdicts.flatMap(({ obstacle }) => obstacle ?? []),
    ),
  )
}

function bind(life: Life, pod: Pod, node: Node): void {
  const { name } = node.metadata
  life.objects.mutate('Pod', placeOf(pod), (it) => {
    it.spec.nodeName = name
    const conditions = (it.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled')
    it.status = {
      ...(it.status ?? { phase: 'Pending' }),
      conditions: withCondition(conditions, { type: 'PodScheduled', status: 'True' }, life.clock.now()),
    }
  })
  const said = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${name}`
  life.record(pod, { type: 'Normal', reason: 'Scheduled', message: said, source: 'default-scheduler' })
}

function refuse(life: Life, pod: Pod, why: string): void {
  if (conditionOf(pod, 'PodScheduled')?.message === why) return
  life.objects.mutate('Pod', placeOf(pod), (it) => {
    const verdict = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: why } as const
    const conditions = withCondition(it.status?.conditions ?? [], verdict, life.clock.now())
    it.status = { ...(it.status ?? { phase: 'Pending' }), conditions }
  })
  life.record(pod, { type: 'Warning', reason: 'FailedScheduling', message: why, source: 'default-scheduler' })
}

function emptiest(nodes: readonly Node[], usage: ReadonlyMap<string, Usage>): Node | undefined {
  const load = (node: Node) => usage.get(node.metadata.name)?.pods ?? 0
  return nodes.toSorted((a, b) => load(a) - load(b) || a.metadata.name.localeCompare(b.metadata.name))[0]
}

function message(total: number, obstacles: readonly Obstacle[]): string {
  if (total === 0) return 'no nodes available to schedule pods'
  const help = obstacles.map(({ hopeless }) =>
    hopeless ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod',
  )
  const head = `0/${total} nodes are available`
  return `${head}: ${tally(obstacles.map(({ what }) => what))}. preemption: ${head}: ${tally(help)}.`
}

function tally(reasons: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .toSorted()
    .join(', ')
}
