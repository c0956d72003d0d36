import type { ApiKind } from './kube.ts'
import { done, failed } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { closest } from './suggest.ts'

export { splitTarget } from './target.ts'

export type TypeProblem =
  | { readonly kind: 'unknown'; readonly suggestion?: string }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly ApiKind[] }

/** The kind that kubectl would take for this word: `po`, `Deployment`, `deployments.apps`, `deployments.v1.apps`. */
export function resolveType(kinds: readonly ApiKind[], word: string): Outcome<ApiKind, TypeProblem> {
  const wanted = word.toLowerCase()
  const dot = wanted.indexOf('.')
  const name = dot < 0 ? wanted : wanted.slice(0, dot)
  const within = dot < 0 ? kinds : kindsWithin(kinds, wanted.slice(dot + 1))
  const full = first(within.filter((kind) => fullNames(kind).includes(name)))
  if (full) return done(full)
  return byShortName(within.filter(({ shortNames }) => shortNames.includes(name))) ?? unknown(kinds, wanted)
}

/** `apps`, `v1.apps`, `v1.` and `v1` for core, or the beginning of a group: exact ones first, as kubectl does. */
function kindsWithin(kinds: readonly ApiKind[], suffix: string): readonly ApiKind[] {
  const exact = kinds.filter(({ group }) => group === suffix)
  if (exact.length > 0) return exact
  const dot = suffix.indexOf('.')
  const version = dot < 0 ? suffix : suffix.slice(0, dot)
  const group = dot < 0 ? '' : suffix.slice(dot + 1)
  const versioned = kinds.filter((kind) => kind.version === version && kind.group === group)
  return versioned.length > 0
    ? versioned
    : kinds.filter((kind) => suffix !== '' && kind.group.startsWith(suffix))
}

function fullNames({ plural, singular, kind }: ApiKind): string[] {
  return [plural, singular, kind.toLowerCase()]
}

/** Discovery order decides, but a custom kind never shadows a built-in one of the same name. */
function first(kinds: readonly ApiKind[]): ApiKind | undefined {
  return kinds.toSorted((a, b) => standing(a.group) - standing(b.group))[0]
}

function standing(group: string): number {
  if (group === '') return 0
  if (group === 'apps') return 1
  return builtIn(group) ? 2 : 3
}

function builtIn(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io')
}

/** kubectl takes the first of several custom groups and warns; here somebody may be about to change it, so we ask. */
function byShortName(kinds: readonly ApiKind[]): Outcome<ApiKind, TypeProblem> | undefined {
  const found = first(kinds)
  if (!found) return undefined
  const candidates = kinds.filter(
    (kind, index) =>
      kinds.findIndex((one) => one.group === kind.group && one.plural === kind.plural) === index,
  )
  return builtIn(found.group) || candidates.length === 1
    ? done(found)
    : failed({ kind: 'ambiguous', candidates })
}

function unknown(kinds: readonly ApiKind[], wanted: string): Outcome<ApiKind, TypeProblem> {
  const names = kinds.flatMap((kind) => [kind.plural, kind.singular, ...kind.shortNames])
  const suggestion =
    abbreviated(kinds, wanted) ??
    closest(
      wanted,
      names.filter((name) => name.length > 2),
    )
  return failed(suggestion === undefined ? { kind: 'unknown' } : { kind: 'unknown', suggestion })
}

/** `dep` is the beginning of `deploy`. Of whole names four letters say enough: too many begin with three. */
function abbreviated(kinds: readonly ApiKind[], wanted: string): string | undefined {
  if (wanted.length < 3) return undefined
  const short = kinds.flatMap(({ shortNames }) => shortNames).find((name) => name.startsWith(wanted))
  if (short !== undefined || wanted.length < 4) return short
  return kinds
    .filter(({ group }) => builtIn(group))
    .map(({ singular }) => singular)
    .filter((name) => name.startsWith(wanted))
    .toSorted((a, b) => a.length - b.length)[0]
}
