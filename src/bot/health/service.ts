import { z } from 'zod'
import type { KubeObject } from '../../core/kube.ts'
import { selectorText } from '../drafts/selects.ts'
import { isReady, type Pod } from './pod.ts'

/** What we read of a service. */
const Service = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string().default('') }),
  spec: z
    .looseObject({
      type: z.string().default('ClusterIP'),
      clusterIP: z.string().optional(),
      externalName: z.string().optional(),
      selector: z.record(z.string(), z.string()).default({}),
      ports: z
        .array(
          z.looseObject({
            name: z.string().optional(),
            port: z.int(),
            targetPort: z.union([z.int(), z.string()]).optional(),
            protocol: z.string().default('TCP'),
          }),
        )
        .default([]),
    })
    .prefault({}),
})
export type Service = z.output<typeof Service>

/** Undefined for an object that is no service. */
export function serviceOf(object: KubeObject): Service | undefined {
  const parsed = Service.safeParse(object)
  return parsed.success ? parsed.data : undefined
}

/** Why a service reaches nobody, or not everybody: judged by the pods that its selector finds. */
export function whyService({ spec }: Service, pods: readonly Pod[]): readonly string[] {
  if (spec.type === 'ExternalName' || Object.keys(spec.selector).length === 0) return []
  if (pods.length === 0)
    return [
      `its selector (${selectorText({ matchLabels: spec.selector, matchExpressions: [] })}) matches no pods`,
    ]
  const ready = pods.filter(isReady)
  const resting = pods.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name)
  return [
    ...(resting.length > 0
      ? [`${ready.length} of ${pods.length} endpoints ready; not ready: ${resting.slice(0, 3).join(', ')}`]
      : []),
    ...spec.ports.flatMap(({ port, targetPort }) =>
      typeof targetPort === 'string' && !pods.some((pod) => hasPort(pod, targetPort))
        ? [`port ${port} goes to the container port "${targetPort}", which no container has`]
        : [],
    ),
  ]
}

function hasPort({ spec }: Pod, wanted: string): boolean {
  return spec.containers.some(({ ports }) => ports.some(({ name }) => name === wanted))
}
