import type { Condition } from './types.ts'
import { toTime } from '../store/time.ts'

interface Conditioned {
  status?: { conditions?: Condition[] }
}

/** The condition of a type, if the object has it. */
export function conditionOf(object: Conditioned, type: string): Condition | undefined {
  return object.status?.conditions?.find((condition) => condition.type === type)
}

/** Whether a condition is there and True. */
export function isTrue(object: Conditioned, type: string): boolean {
  return conditionOf(object, type)?.status === 'True'
}

/** The list with one condition set: its transition time moves only when its status does. */
export function withCondition(conditions: readonly Condition[], wanted: Condition, now: number): Condition[] {
  const old = conditions.find((condition) => condition.type === wanted.type)
  const since = old?.status === wanted.status ? old.lastTransitionTime : undefined
  const next = { ...wanted, lastTransitionTime: since ?? toTime(now) }
  return old ? conditions.map((condition) => (condition === old ? next : condition)) : [...conditions, next]
}
