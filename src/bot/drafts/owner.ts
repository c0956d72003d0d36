import { z } from 'zod'
import type { KubeObject } from '../../core/kube.ts'

const Owned = z.looseObject({
  metadata: z.looseObject({
    ownerReferences: z
      .array(
        z.looseObject({
          kind: z.string(),
          name: z.string(),
          uid: z.string(),
          controller: z.boolean().default(false),
        }),
      )
      .default([]),
  }),
})
export type Owner = z.output<typeof Owned>['metadata']['ownerReferences'][number]

/** Who looks after an object: the one owner that is marked as its controller. */
export function controllerOf(object: KubeObject): Owner | undefined {
  return Owned.safeParse(object).data?.metadata.ownerReferences.find(({ controller }) => controller)
}
