import type { KubeObject } from '../store/types.ts'
import type { Life } from './life.ts'
import type { Container, Pod } from './types.ts'

/** Put on a pod, a pod template or (dead) a node, it makes that object ill for as long as it is there. */
export const FAULT = 'sandbox.roundsman.dev/fault'

const FAULTS = ['crash', 'pull', 'oom', 'hang', 'never-ready', 'config-error'] as const
export type Fault = (typeof FAULTS)[number]

/** What ails a container right now: the pod's annotation, its image's tag, or a reference to nothing. */
export function faultOf(life: Life, pod: Pod, container: Container): Fault | undefined {
  const annotated = named(pod.metadata.annotations?.[FAULT])
  if (annotated) return annotated
  const tag = tagOf(container.image)
  const tagged = FAULTS.find((fault) => tag === fault || tag.endsWith(`-${fault}`))
  if (tagged) return tagged
  if (/missing|broken/.test(tag)) return 'pull'
  return missingReference(life, pod, container) ? 'config-error' : undefined
}

/** What a container refers to that is not there, in the kubelet's words. */
export function missingReference(
  life: Life,
  pod: Pod,
  { env = [], envFrom = [] }: Container,
): string | undefined {
  const secrets = [
    ...env.map((entry) => entry.valueFrom?.secretKeyRef),
    ...envFrom.map((entry) => entry.secretRef),
  ]
  const maps = [
    ...env.map((entry) => entry.valueFrom?.configMapKeyRef),
    ...envFrom.map((entry) => entry.configMapRef),
  ]
  const { namespace } = pod.metadata
  for (const [kind, references] of [['Secret', secrets] as const, ['ConfigMap', maps] as const]) {
    for (const reference of references) {
      if (!reference || reference.optional) continue
      if (!life.objects.get(kind, { namespace, name: reference.name })) {
        return `${kind.toLowerCase()} "${reference.name}" not found`
      }
    }
  }
  return undefined
}

/** Whether a node's kubelet has fallen silent. */
export function isDead(node: KubeObject): boolean {
  return node.metadata.annotations?.[FAULT] === 'dead'
}

function named(value: string | undefined): Fault | undefined {
  return FAULTS.find((fault) => fault === value)
}

function tagOf(image: string): string {
  return /:([^:/@]+)$/.exec(image)?.[1] ?? 'latest'
}
