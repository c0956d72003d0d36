import { z } from 'zod'
import type { ClusterContext } from '../../bot/command.ts'
import { Selector, selectorText } from '../../bot/drafts/selects.ts'
import { type LogPick, pickPod } from '../../bot/health/pick-pod.ts'
import { isReady, type Pod, podOf, podsOf } from '../../bot/health/pod.ts'
import { clusterProblem, type Problem, sentence } from '../../bot/problem.ts'
import type { KubeObject } from '../../core/kube.ts'
import { done, type Outcome } from '../../core/outcome.ts'
import { refOf } from '../args.ts'
import { findObject } from '../find.ts'
import type { LogsAim } from './aim.ts'
import { chooseContainer } from './container.ts'

/** Finds the pod and the container whose log was meant, or a sentence that says why there is none to show. */
export async function pickLog(aim: LogsAim, context: ClusterContext): Promise<Outcome<LogPick, Problem>> {
  const object = await findObject(aim, context)
  if (!object.ok) {
    const missing = aim.ref.kind === 'Pod' && object.failure.kind === 'sentence'
    const owner = missing ? await sameName(aim, context) : undefined
    return owner === undefined ? object : sentence(owner)
  }
  const picked = await podBehind(object.value, aim, context)
  if (!picked.ok) return picked
  const { pod, choice, running } = picked.value
  const container = chooseContainer(pod, aim, context.services.clock.now())
  if (!container.ok)
    return sentence(
      `${container.failure}${running === undefined ? '' : ` Another pod runs: logs ${running}`}`,
    )
  const kind = podKind(context)
  if (!kind) return sentence('This cluster has no pods.')
  const ref = refOf(kind, pod.metadata.namespace, pod.metadata.name)
  return done({ ref, container: container.value, choice })
}

const owners = [
  ['deployments', 'deploy'],
  ['statefulsets', 'sts'],
  ['daemonsets', 'ds'],
] as const

/** `logs checkout` means the workload more often than a pod that has gone. */
async function sameName(
  { ref: { namespace, name } }: LogsAim,
  { session, surroundings }: ClusterContext,
): Promise<string | undefined> {
  for (const [plural, short] of owners) {
    const kind = surroundings.kinds.find((one) => one.group === 'apps' && one.plural === plural)
    if (!kind) continue
    const found = await session.get(refOf(kind, namespace, name))
    if (found.ok) return `No pod is named "${name}", but a ${kind.singular} is: logs ${short}/${name}`
  }
  return undefined
}

interface PickedPod {
  readonly pod: Pod
  readonly choice: string
  /** Another pod that has something to say, when the picked one has not. */
  readonly running?: string | undefined
}

async function podBehind(
  object: KubeObject,
  aim: LogsAim,
  { session, cluster, ...context }: ClusterContext,
): Promise<Outcome<PickedPod, Problem>> {
  const { kind, name } = aim.ref
  const own = kind === 'Pod' ? podOf(object) : undefined
  if (own) return done({ pod: own, choice: '' })
  const pods = podKind(context)
  const labelSelector = selectorOf(object)
  if (!pods || !labelSelector)
    return sentence(`A ${kind.toLowerCase()} has no pods of its own, so it has no log.`)
  const listed = await session.list(pods, { namespace: aim.ref.namespace, labelSelector, limit: 500 })
  if (!listed.ok) return clusterProblem(cluster.name, listed.failure)
  const found = podsOf(listed.value)
  const picked = pickPod(found)
  const running = found.find((pod) => isReady(pod) && pod !== picked?.pod)?.metadata.name
  if (picked) return done({ ...picked, running })
  return sentence(
    `${kind.toLowerCase()}/${name} has no pods now, so there is no log. Try: describe ${kind.toLowerCase()}/${name}`,
  )
}

function podKind({ surroundings }: Pick<ClusterContext, 'surroundings'>) {
  return surroundings.kinds.find(({ group, plural }) => group === '' && plural === 'pods')
}

/** Workloads and jobs select by rules, services by plain labels. */
function selectorOf(object: KubeObject): string {
  const selecting = z.looseObject({ selector: z.union([Labels, Selector]) }).safeParse(object['spec'])
  return selecting.success ? selectorText(selecting.data.selector) : ''
}

const Labels = z
  .record(z.string(), z.string())
  .transform((matchLabels): Selector => ({ matchLabels, matchExpressions: [] }))
