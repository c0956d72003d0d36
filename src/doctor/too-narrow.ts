import type { Policy } from '../core/policy.ts'
import type { Need } from '../rbac/needs.ts'
import { peopleOf } from '../rbac/people.ts'
import { doingRules, doingsOf, namingRules, type Rule } from '../rbac/rules.ts'
import { note, ok, wrong, type Check } from './check.ts'
import type { OwnRule } from './own-rights.ts'
import { applyRights } from './print-rights.ts'

interface Asked {
  readonly policy: Policy
  readonly cluster: string
  /** `v1.37.2`; null when it is not known. */
  readonly version: string | null
  readonly everywhere: readonly OwnRule[]
  readonly inside: ReadonlyMap<string, readonly OwnRule[]>
}

/** What the bot would need to act for people, and does not have. */
export function judgeTooNarrow({ policy, cluster, version, everywhere, inside }: Asked): readonly Check[] {
  const form = formOf(everywhere)
  const constrains = version === null || minorOf(version) >= 36
  if (form === 'none')
    return [wrong('The bot may act as nobody.', applyRights(cluster, constrains ? '' : ' --plain'))]
  if (form === 'constrained' && !constrains)
    return [
      wrong(
        `This cluster (${version}) does not know constrained impersonation.`,
        applyRights(cluster, ' --plain'),
      ),
    ]

  const people = peopleOf(policy, cluster)
  const doings = doingsOf(policy, cluster, [])
  const missing = [
    ...lacking(namingRules(people, form === 'plain', false), everywhere, 'everywhere'),
    ...(form === 'plain' ? [] : lackingNeeds(doings.everywhere, everywhere, 'everywhere')),
    ...(form === 'plain' ? [] : [...doings.inside]).flatMap(([name, needs]) =>
      lackingNeeds(needs, inside.get(name) ?? [], `in ${name}`),
    ),
  ]
  const plainly =
    form === 'plain' && constrains
      ? [
          wrong(
            'TOO WIDE: the bot uses plain impersonation, so it may do whatever the people of the policy may.',
            `This cluster knows better than --plain. ${applyRights(cluster)}`,
          ),
        ]
      : []
  return [
    ...missing.map((sentence) => wrong(sentence, applyRights(cluster))),
    ...plainly,
    ...(people.unnamed.length === 0
      ? []
      : [
          note(
            `No Kubernetes user is named for ${people.unnamed.join(', ')}.`,
            'Name it in the policy, or the cluster may refuse them.',
          ),
        ]),
    ...(missing.length === 0
      ? [ok(`The bot may act for ${people.users.length} people, by ${form} impersonation.`)]
      : []),
  ]
}

function formOf(rules: readonly OwnRule[]): 'constrained' | 'plain' | 'none' {
  const verbs = rules.flatMap((rule) => rule.verbs)
  if (verbs.includes('impersonate:user-info')) return 'constrained'
  return verbs.includes('impersonate') || verbs.includes('*') ? 'plain' : 'none'
}

function minorOf(version: string): number {
  return Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? 0)
}

function lackingNeeds(needs: readonly Need[], rules: readonly OwnRule[], where: string): readonly string[] {
  return lacking(doingRules(needs), rules, where)
}

function lacking(wanted: readonly Rule[], rules: readonly OwnRule[], where: string): readonly string[] {
  return wanted.flatMap(({ apiGroups, resources, resourceNames = [null], verbs }) => {
    const gaps = resources.flatMap((resource) =>
      resourceNames.flatMap((name) =>
        verbs
          .filter(
            (verb) =>
              !rules.some((rule) => covers(rule, { group: apiGroups[0] ?? '', resource, name, verb })),
          )
          .map((verb) => ({ resource: spelled(apiGroups[0] ?? '', resource, name), verb })),
      ),
    )
    if (gaps.length === 0) return []
    const what = [...new Set(gaps.map(({ resource }) => resource))].join(', ')
    const how = [...new Set(gaps.map(({ verb }) => verb))].join(', ')
    return [`The bot lacks ${how} on ${what} ${where}.`]
  })
}

/** Like `leases`, `apps/deployments` or `authentication.k8s.io/users vera`. */
function spelled(group: string, resource: string, name: string | null): string {
  return `${group === '' ? '' : `${group}/`}${resource}${name === null ? '' : ` ${name}`}`
}

interface Wish {
  readonly group: string
  readonly resource: string
  readonly name: string | null
  readonly verb: string
}

function covers({ apiGroups, resources, resourceNames, verbs }: OwnRule, wish: Wish): boolean {
  const has = (list: readonly string[], word: string) => list.includes('*') || list.includes(word)
  const named = resourceNames.length === 0 || (wish.name !== null && resourceNames.includes(wish.name))
  return named && has(apiGroups, wish.group) && has(resources, wish.resource) && has(verbs, wish.verb)
}
