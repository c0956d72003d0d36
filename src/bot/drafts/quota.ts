import { z } from 'zod'
import { counted } from './names.ts'
import type { Neighbours } from './neighbours.ts'

const counts = z.record(z.string(), z.union([z.string(), z.number()])).default({})
const Quota = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  status: z.looseObject({ hard: counts, used: counts }).prefault({}),
})

/** Whether the namespace's quotas have room for more pods. Only pods are counted: CPU and memory depend on the pod. */
export function quotaFinding(
  added: number,
  quotas: Neighbours,
): { readonly effects: readonly string[]; readonly warnings: readonly string[] } {
  if (added <= 0) return { effects: [], warnings: [] }
  if (quotas === null) {
    const message = 'Quota not checked: you may not list ResourceQuotas here, or the cluster did not answer.'
    return { effects: [], warnings: [message] }
  }
  const rooms = quotas.flatMap((object) => {
    const parsed = Quota.safeParse(object)
    return parsed.success ? roomOf(parsed.data) : []
  })
  const tight = rooms.filter(({ left }) => left < added)
  return {
    effects: rooms
      .filter(({ left }) => left >= added)
      .map(({ name, left }) => `Quota ${name}: room for ${counted(left, 'more pod')}.`),
    warnings: tight.map(
      ({ name, left }) =>
        `Quota ${name} has room for ${counted(Math.max(0, left), 'more pod')} only; the rest will not start.`,
    ),
  }
}

function roomOf({ metadata, status }: z.output<typeof Quota>): { name: string; left: number }[] {
  return ['pods', 'count/pods'].flatMap((key) => {
    const hard = wholeNumber(status.hard[key])
    return hard === undefined
      ? []
      : [{ name: metadata.name, left: hard - (wholeNumber(status.used[key]) ?? 0) }]
  })
}

/** Pod counts may be written like any quantity: `2k` is 2000. */
function wholeNumber(quantity: string | number | undefined): number | undefined {
  const found = /^(\d+)(k?)$/.exec(String(quantity ?? ''))
  return found ? Number(found[1]) * (found[2] ? 1_000 : 1) : undefined
}
