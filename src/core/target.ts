import { done, failed } from './outcome.ts'
import type { Outcome } from './outcome.ts'

/** What a line points at. `name` is null when only a type was given. */
export interface Target {
  readonly type: string
  readonly name: string | null
}

/** Reads `TYPE`, `TYPE,TYPE`, `TYPE NAME...` and `TYPE/NAME...`, like kubectl; the failure is a sentence. */
export function splitTarget(words: readonly string[]): Outcome<readonly Target[], string> {
  const [head] = words
  if (head === undefined) return failed('Name a type, such as pods, or an object, such as deploy/api.')
  return words.some((word) => word.includes('/')) ? slashed(words) : spaced(head, words.slice(1))
}

function slashed(words: readonly string[]): Outcome<readonly Target[], string> {
  const targets: Target[] = []
  for (const word of words) {
    const [type, name, more] = word.split('/')
    if (name === undefined) {
      return failed(
        `Write TYPE/NAME for each object or TYPE NAME NAME for several of one type, not a mix: "${word}".`,
      )
    }
    if (!type || !name || more !== undefined) return failed(`"${word}" is not TYPE/NAME, such as deploy/api.`)
    targets.push({ type, name })
  }
  return done(targets)
}

function spaced(head: string, names: readonly string[]): Outcome<readonly Target[], string> {
  const types = head.split(',')
  if (types.includes('')) return failed(`"${head}" is not a list of types, such as pods,services.`)
  if (names.length === 0) return done(types.map((type) => ({ type, name: null })))
  return done(types.flatMap((type) => names.map((name) => ({ type, name }))))
}
