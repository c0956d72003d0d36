import { z } from 'zod'
import type { Rule, Surroundings, Target } from '../../bot/command.ts'
import type { ApiKind } from '../../core/kube.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'
import { countArg, namesArg, namespaceArg, pointedAt, switchArg } from '../args.ts'

export const getArgs = z.object({
  type: z.string(),
  names: namesArg.refine((names) => names.length <= 50, 'fifty names are the most for one line'),
  namespace: namespaceArg,
  allNamespaces: switchArg,
  selector: z.string().optional(),
  fieldSelector: z.string().optional(),
  output: z
    .enum(['table', 'wide', 'yaml', 'json', 'name'], 'is table, wide, yaml, json or name')
    .default('table'),
  limit: countArg('limit', 1, 5_000).default(500),
})
export type GetArgs = z.output<typeof getArgs>

/** All objects of a kind, or the named ones. */
export interface Wanted {
  readonly kind: ApiKind
  readonly names: readonly string[]
}

export interface GetAim extends Target {
  readonly wanted: readonly Wanted[]
  /** Where namespaced kinds are looked for; null is everywhere. */
  readonly within: string | null
  /** `demo/shop`, or `demo` for the whole cluster. */
  readonly where: string
  readonly args: GetArgs
}

/** Pure: which kinds and names a `get` is about, and what it takes to read them. */
export function aimOfGet(
  args: GetArgs,
  { kinds, cluster, namespace }: Surroundings,
): Outcome<GetAim, string> {
  const type = spelledOut(args, kinds)
  if (!type.ok) return type
  const pointed = pointedAt([type.value, ...args.names], kinds)
  if (!pointed.ok) return pointed
  const wanted = grouped(pointed.value)
  const wrong = unreadable(wanted) ?? contradiction(args, wanted)
  if (wrong !== undefined) return failed(wrong)
  const within = args.allNamespaces ? null : (args.namespace ?? namespace)
  const clusterWide = args.allNamespaces || wanted.some(({ kind }) => !kind.namespaced)
  return done({
    wanted,
    within,
    where: within !== null && wanted.some(({ kind }) => kind.namespaced) ? `${cluster}/${within}` : cluster,
    args,
    namespace: clusterWide ? null : within,
    ...(wanted.some(({ kind }) => isSecret(kind)) ? { rule: secretRule } : {}),
  })
}

/** What kubectl means by `all`, in its order: what runs, and no settings. */
const usual = [
  ['', 'pods'],
  ['', 'services'],
  ['apps', 'daemonsets'],
  ['apps', 'deployments'],
  ['apps', 'replicasets'],
  ['apps', 'statefulsets'],
  ['autoscaling', 'horizontalpodautoscalers'],
  ['batch', 'cronjobs'],
  ['batch', 'jobs'],
] as const

function spelledOut({ type, names }: GetArgs, kinds: readonly ApiKind[]): Outcome<string, string> {
  const types = type.split(',')
  if (!types.some(isAll)) return done(type)
  if (names.length > 0) {
    return failed(
      `all is no type of its own and takes no names: write TYPE/NAME, for example deploy/${names[0]}.`,
    )
  }
  const offered = usual.filter(([group, plural]) =>
    kinds.some((kind) => kind.group === group && kind.plural === plural),
  )
  const all = offered.map(([group, plural]) => (group === '' ? plural : `${plural}.${group}`))
  return done(types.flatMap((one) => (isAll(one) ? all : [one])).join(','))
}

function isAll(type: string): boolean {
  return type.toLowerCase() === 'all'
}

const secretRule: Rule = { permission: 'secrets:read', risk: 'sensitive' }

function isSecret({ group, plural }: ApiKind): boolean {
  return group === '' && plural === 'secrets'
}

/** Names of one kind in a row are looked up together. */
function grouped(pointed: readonly { kind: ApiKind; name: string | null }[]): readonly Wanted[] {
  const byKind = new Map<ApiKind, string[]>()
  for (const { kind, name } of pointed) {
    byKind.set(kind, [...(byKind.get(kind) ?? []), ...(name === null ? [] : [name])])
  }
  return [...byKind].map(([kind, names]) => ({ kind, names: [...new Set(names)] }))
}

function unreadable(wanted: readonly Wanted[]): string | undefined {
  const mute = wanted.find(({ kind, names }) => !kind.verbs.includes(names.length > 0 ? 'get' : 'list'))
  if (!mute) return undefined
  return `The cluster has ${mute.kind.plural}, but they cannot be read: the API offers only ${mute.kind.verbs.join(', ')}.`
}

function contradiction(args: GetArgs, wanted: readonly Wanted[]): string | undefined {
  const named = args.type.includes('/') || args.names.length > 0
  if (args.namespace !== undefined && args.allNamespaces) {
    return 'You named a namespace (-n) and all of them (-A). Keep one.'
  }
  if (named && args.allNamespaces) return 'An object is found by name in one namespace: use -n instead of -A.'
  if (named && (args.selector ?? args.fieldSelector) !== undefined) {
    return 'Names and selectors do not go together: give names, or -l / --field-selector.'
  }
  if (!wanted.some(({ kind }) => isSecret(kind))) return undefined
  if (wanted.length > 1) return 'Secrets need a permission of their own: get them in a line of their own.'
  if (args.output === 'yaml' || args.output === 'json') {
    return `Secrets are shown as a table only (name, type, number of keys, age): their contents do not belong in a chat. Leave out -o ${args.output}.`
  }
  return undefined
}
