import { z } from 'zod'
import type { ObjectRef } from '../../core/kube.ts'
import type { Neighbours } from './neighbours.ts'

const Autoscaler = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    minReplicas: z.int().default(1),
    maxReplicas: z.int(),
    scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }),
  }),
})

/** What a HorizontalPodAutoscaler will do to a number of replicas that a person sets. */
export function autoscalerWarnings(
  target: Pick<ObjectRef, 'kind' | 'name'>,
  replicas: number,
  autoscalers: Neighbours,
): readonly string[] {
  if (autoscalers === null)
    return ['HPA not checked: you may not list HorizontalPodAutoscalers here, or the cluster did not answer.']
  return autoscalers.flatMap((object) => {
    const parsed = Autoscaler.safeParse(object)
    if (!parsed.success) return []
    const { metadata, spec } = parsed.data
    if (spec.scaleTargetRef.kind !== target.kind || spec.scaleTargetRef.name !== target.name) return []
    const who = `HPA ${metadata.name} (min ${spec.minReplicas} max ${spec.maxReplicas})`
    return [
      replicas === 0
        ? `${who} is switched off while there are 0 replicas.`
        : `${who} will set it back; change its limits where the HPA is kept instead.`,
    ]
  })
}
