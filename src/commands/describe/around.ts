import type { ClusterContext } from '../../bot/command.ts'
import { Selector, selectorText } from '../../bot/drafts/selects.ts'
import type { Described } from '../../bot/health/described.ts'
import { groupEvents, worstFirst } from '../../bot/health/events.ts'
import { isReady, podsOf } from '../../bot/health/pod.ts'
import { serviceOf } from '../../bot/health/service.ts'
import type { Problem } from '../../bot/problem.ts'
import { workloadOf } from '../../bot/workload.ts'
import type { ApiKind, KubeObject } from '../../core/kube.ts'
import { done, type Outcome } from '../../core/outcome.ts'
import { listCore } from '../list-core.ts'
import type { ObjectAim } from '../target.ts'

/** Gathers what explains an object: its pods, and what was said of it and of those that are not ready. */
export async function around(
  object: KubeObject,
  { kind, ref }: ObjectAim,
  context: ClusterContext,
): Promise<Outcome<Described, Problem>> {
  const wanted = podSelection(kind, object)
  const pods = wanted
    ? await listCore('pods', { namespace: ref.namespace, limit: 500, ...wanted }, context)
    : nothing
  const found = podsOf(pods.objects)
  const unready = found.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name)
  // A node's events may be in any namespace; whoever describes one was asked about the whole cluster.
  const troubled = kind.plural === 'nodes' ? [] : unready.slice(0, 2)
  const speakers = [{ kind: ref.kind, name: ref.name }, ...troubled.map((name) => ({ kind: 'Pod', name }))]
  const heard = await Promise.all(
    speakers.map(({ kind, name }) =>
      listCore(
        'events',
        {
          namespace: ref.namespace,
          fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name}`,
          limit: 200,
        },
        context,
      ),
    ),
  )
  return done({
    kind,
    object,
    where: ref.namespace === null ? context.cluster.name : `${context.cluster.name}/${ref.namespace}`,
    pods: found,
    events: worstFirst(groupEvents(heard.flatMap(({ objects }) => objects))),
    gaps: [...new Set([pods, ...heard].flatMap(({ gap }) => gap))],
    now: context.services.clock.now(),
  })
}

const nothing = { objects: [], gap: [] }
const workloads = new Set(['deployments', 'statefulsets', 'daemonsets', 'replicasets'])

function podSelection(
  { group, plural }: ApiKind,
  object: KubeObject,
): { labelSelector: string } | { fieldSelector: string } | undefined {
  if (group === '' && plural === 'nodes') return { fieldSelector: `spec.nodeName=${object.metadata.name}` }
  if (group === '' && plural === 'services')
    return bySelector({ matchLabels: serviceOf(object)?.spec.selector })
  return group === 'apps' && workloads.has(plural) ? bySelector(workloadOf(object)?.spec.selector) : undefined
}

/** An empty selector would be all pods of the namespace: those are nobody's. */
function bySelector(selector: unknown): { labelSelector: string } | undefined {
  const parsed = Selector.safeParse(selector)
  const labelSelector = parsed.success ? selectorText(parsed.data) : ''
  return labelSelector === '' ? undefined : { labelSelector }
}
