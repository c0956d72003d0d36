import type { Plan } from './plan.ts'

/** What differs between the plan that was approved and the same plan made now; nothing means it may run. */
export function driftOf(approved: Plan, now: Plan): readonly string[] {
  const reasons: string[] = []
  if (approved.clusterId !== now.clusterId) reasons.push(`${approved.cluster} is another cluster now`)
  if (approved.uid !== now.uid) reasons.push('the object was deleted and made anew')
  else if (approved.specHash !== now.specHash) reasons.push('its spec was changed by somebody else')
  if (approved.diffHash !== now.diffHash) reasons.push('the change would now do something different')
  return reasons
}
