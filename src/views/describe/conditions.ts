import { type Condition, heldFor } from '../../bot/health/condition.ts'
import { age } from '../../core/duration.ts'

/** `Ready  False  3m  ContainersNotReady: …`, the longest names deciding the width. */
export function conditionLines(conditions: readonly Condition[], now: number): readonly string[] {
  const width = Math.max(0, ...conditions.map(({ type }) => type.length))
  return conditions.map((one) => {
    const held = heldFor(one, now)
    const since = held === undefined ? '' : age(held)
    const said = [one.reason, one.message].filter(Boolean).join(': ')
    return `${one.type.padEnd(width)}  ${one.status.padEnd(7)}  ${since.padEnd(6)}  ${said}`.trimEnd()
  })
}
