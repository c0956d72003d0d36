import type { FieldChange } from '../../core/kube.ts'

const mostOfValue = 300
const mostOfPath = 200
/** So much of what both have is shown in front of what differs. */
const lead = 60

/** Both values, long ones cut around the first place where they differ, with the count of what is cut behind it. */
export function shownPair({ before, after }: FieldChange): { before: string; after: string } {
  const [was, is] = [textOf(before), textOf(after)]
  if (was === undefined || is === undefined)
    return {
      before: was === undefined ? '(none)' : cut(was, 0),
      after: is === undefined ? '(none)' : cut(is, 0),
    }
  const from = Math.max(0, sameStart(was, is) - lead)
  return { before: cut(was, from), after: cut(is, from) }
}

/** Paths end with what they are about, and begin with where that is. */
export function shownPath(path: string): string {
  if (path.length <= mostOfPath) return path
  const half = Math.floor(mostOfPath / 2)
  return `${path.slice(0, half)}…${path.slice(-half)}`.toWellFormed()
}

function textOf(value: FieldChange['before']): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' && !/[\n\r"]/.test(value) ? value : JSON.stringify(value)
}

function sameStart(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index += 1) if (a[index] !== b[index]) return index
  return shorter
}

function cut(text: string, wanted: number): string {
  if (text.length <= mostOfValue) return text
  const from = Math.min(wanted, text.length - mostOfValue)
  const end = from + mostOfValue
  const left = text.length - end
  const tail = left === 0 ? '' : `… (${left} more ${left === 1 ? 'character' : 'characters'})`
  return `${from === 0 ? '' : '…'}${text.slice(from, end).toWellFormed()}${tail}`
}
