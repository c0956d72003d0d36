import { z } from 'zod'
import { parseDuration } from '../core/duration.ts'
import type { ApiKind, ObjectRef } from '../core/kube.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { resolveType, splitTarget, type TypeProblem } from '../core/types.ts'

/** A namespace by name, as the API server would take it. */
export const namespaceArg = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a namespace is written with a-z, 0-9 and - only')
  .optional()

/** A flag that counts; what is not in its bounds is told with the flag's own name. */
export function countArg(flag: string, from: number, to: number) {
  const wrong = `--${flag} needs a whole number from ${from} to ${to}`
  return z.coerce.number(wrong).int(wrong).min(from, wrong).max(to, wrong)
}

export const switchArg = z.boolean().default(false)

export const namesArg = z.array(z.string().min(1)).default([])

/**
 * What the words of a line name, with their kinds found; the failure is a sentence. Where an object is wanted, a word
 * alone is more often a name without its type than a misspelt type without a name.
 */
export function pointedAt(
  words: readonly string[],
  kinds: readonly ApiKind[],
  wanted: 'types' | 'objects' = 'types',
): Outcome<readonly { readonly kind: ApiKind; readonly name: string | null }[], string> {
  const targets = splitTarget(words)
  if (!targets.ok) return targets
  const pointed = []
  for (const { type, name } of targets.value) {
    const kind = kindOf(kinds, type, wanted === 'objects' && words.length === 1 && name === null)
    if (!kind.ok) return kind
    pointed.push({ kind: kind.value, name })
  }
  return done(pointed)
}

/** The kind behind a word, or a sentence that says what to type instead. */
function kindOf(kinds: readonly ApiKind[], word: string, maybeName: boolean): Outcome<ApiKind, string> {
  const kind = resolveType(kinds, word)
  return kind.ok ? kind : failed(typeSentence(word, kind.failure, maybeName))
}

export function refOf(
  { group, version, kind, plural }: ApiKind,
  namespace: string | null,
  name: string,
): ObjectRef {
  return { group, version, kind, plural, namespace, name }
}

function typeSentence(word: string, problem: TypeProblem, maybeName: boolean): string {
  switch (problem.kind) {
    case 'unknown':
      return `There is no type "${word}" in this cluster.${
        problem.suggestion === undefined ? '' : ` Did you mean ${problem.suggestion}?`
      }${maybeName || problem.suggestion === undefined ? perhapsAName(word) : ''} Nothing was run.`
    case 'ambiguous': {
      const names = problem.candidates.map(({ plural, group }) =>
        group === '' ? plural : `${plural}.${group}`,
      )
      return `"${word}" may be ${names.join(' or ')}. Use the full name.`
    }
  }
}

function perhapsAName(word: string): string {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(word)) return ''
  return ` If that is a name, write TYPE/NAME, for example deploy/${word}.`
}

/** A duration as the grammar knows it, in milliseconds. */
export const durationArg = z
  .string()
  .transform((text, context) => {
    const parsed = parseDuration(text)
    if (parsed !== undefined && parsed > 0) return parsed
    context.addIssue('a duration is written like 90s, 10m, 2h or 1d')
    return z.NEVER
  })
  .optional()
