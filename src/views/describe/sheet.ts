import { age } from '../../core/duration.ts'

/** One object, explained: `why` is empty when all is well. */
export interface Sheet {
  /** `ready`, `not ready`, `completed`. */
  readonly verdict: string
  readonly why: readonly string[]
  readonly lines: readonly string[]
}

/** Names and values in two columns; what there is nothing to say of is left out. */
export function facts(pairs: readonly (readonly [string, string | undefined])[]): readonly string[] {
  return pairs.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name.padEnd(11)} ${value}`],
  )
}

/** A titled part with an empty line before it; none when there is nothing in it. */
export function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

/** `3d` since a timestamp, as in kubectl's AGE. */
export function ageSince(timestamp: string | null | undefined, now: number): string | undefined {
  const since = Date.parse(timestamp ?? '')
  return Number.isNaN(since) ? undefined : age(now - since)
}

/** `app=api, tier=web`. */
export function pairsText(pairs: Readonly<Record<string, string | number>>): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')
}
