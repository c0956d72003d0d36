import type { FieldChange } from '../../core/kube.ts'

const mostCharacters = 1_800
const mostOfValue = 300
/** Kept for the line that counts what is left out. */
const reserve = 40

/** `path: before → after`, one change a line, as much as a card may hold; the rest is counted. */
export function diffText(diff: readonly FieldChange[]): string {
  const lines = diff.map(({ path, before, after }) => `${path}: ${shown(before)} → ${shown(after)}`)
  let room = mostCharacters - reserve
  const fitting = lines.findIndex((line) => (room -= line.length + 1) < 0)
  if (fitting < 0) return lines.join('\n')
  const left = lines.length - fitting
  return [...lines.slice(0, fitting), `… ${left} more ${left === 1 ? 'line' : 'lines'}`].join('\n')
}

function shown(value: FieldChange['before']): string {
  if (value === undefined) return '(none)'
  const text = typeof value === 'string' && !/[\n\r"]/.test(value) ? value : JSON.stringify(value)
  return text.length <= mostOfValue ? text : `${text.slice(0, mostOfValue - 1)}…`
}
