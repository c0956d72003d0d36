import type { FieldChange } from '../../core/kube.ts'

const mostCharacters = 1_800
const mostOfValue = 300
/** Kept for the line that counts what is left out. */
const reserve = 40

/** A phone shows about so many characters beside each other. */
const mostBeside = 60

/** `path: before → after`, as much as a card may hold; the rest is counted. */
export function diffText(diff: readonly FieldChange[]): string {
  const changes = diff.map(changeText)
  let room = mostCharacters - reserve
  const fitting = changes.findIndex((change) => (room -= change.length + 1) < 0)
  if (fitting < 0) return changes.join('\n')
  const left = changes.length - fitting
  return [...changes.slice(0, fitting), `… ${left} more ${left === 1 ? 'change' : 'changes'}`].join('\n')
}

/** On one line where that fits on a phone, else below each other. */
function changeText({ path, before, after }: FieldChange): string {
  const line = `${path}: ${shown(before)} → ${shown(after)}`
  return line.length <= mostBeside ? line : `${path}:\n  ${shown(before)}\n  → ${shown(after)}`
}

function shown(value: FieldChange['before']): string {
  if (value === undefined) return '(none)'
  const text = typeof value === 'string' && !/[\n\r"]/.test(value) ? value : JSON.stringify(value)
  return text.length <= mostOfValue ? text : `${text.slice(0, mostOfValue - 1)}…`
}
