import { byPower } from '../../core/by-power.ts'
import type { FieldChange } from '../../core/kube.ts'
import { LIMITS } from '../sizes.ts'
import { fence } from '../text.ts'
import { shownPair, shownPath } from './diff-values.ts'
import { unfolded } from './unfold.ts'

/** A phone shows about so many characters beside each other. */
const mostBeside = 60

/** `path: before → after`, what grants power first, as much as a section may hold; the rest is counted. */
export function diffText(diff: readonly FieldChange[]): string {
  const changes = byPower(diff.flatMap(unfolded)).map(changeText)
  let shown = changes.length
  while (shown > 0 && !fits(textOf(changes, shown))) shown -= 1
  return textOf(changes, shown)
}

/** Measured as it will be sent: escaped, and in its fence. */
function fits(text: string): boolean {
  return text.length <= LIMITS.section && fence(text).mrkdwn.length <= LIMITS.section
}

function textOf(changes: readonly string[], shown: number): string {
  const left = changes.length - shown
  if (left === 0) return changes.join('\n')
  const note =
    left === 1
      ? '1 more change is not shown: approve only if you know it.'
      : `${left} more changes are not shown: approve only if you know them.`
  return [...changes.slice(0, shown), note].join('\n')
}

/** On one line where that fits on a phone, else below each other. */
function changeText(change: FieldChange): string {
  const path = shownPath(change.path)
  const { before, after } = shownPair(change)
  const line = `${path}: ${before} → ${after}`
  return line.length <= mostBeside ? line : `${path}:\n  ${before}\n  → ${after}`
}
