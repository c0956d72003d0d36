import { z } from 'zod'

/** A condition as every kind writes it. */
export const condition = z.looseObject({
  type: z.string(),
  status: z.string().default('Unknown'),
  reason: z.string().default(''),
  message: z.string().default(''),
  lastTransitionTime: z.string().nullish(),
})
export type Condition = z.output<typeof condition>

/** How long a condition has held, or undefined where it does not say. */
export function heldFor(
  { lastTransitionTime }: Pick<Condition, 'lastTransitionTime'>,
  now: number,
): number | undefined {
  const since = Date.parse(lastTransitionTime ?? '')
  return Number.isNaN(since) ? undefined : Math.max(0, now - since)
}
