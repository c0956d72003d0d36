import type { Policy } from '../core/policy.ts'
import { peopleOf } from '../rbac/people.ts'
import { reachOf } from '../rbac/reach.ts'
import { wrong, type Check } from './check.ts'
import type { OwnRule } from './own-rights.ts'
import { printRights } from './print-rights.ts'

/** What a thief of the bot's token could do beyond what the bot is for. */
export function judgeTooWide(
  rules: readonly OwnRule[],
  { policy, cluster }: { readonly policy: Policy; readonly cluster: string },
): readonly Check[] {
  const mend = `Bind the ServiceAccount to nothing but what this prints: ${printRights(cluster)}`
  const { users, groups } = peopleOf(policy, cluster)
  const says = [
    ...everything(rules),
    ...ownSecrets(rules),
    ...names(rules, 'users', users),
    ...names(rules, 'groups', groups),
    ...accounts(rules),
    ...(secretsAreMeant(policy, cluster) ? [] : secretsInNames(rules)),
  ]
  return [...new Set(says)].map((sentence) => wrong(`TOO WIDE: ${sentence}`, mend))
}

function everything(rules: readonly OwnRule[]): readonly string[] {
  const all = rules.filter(({ verbs, resources }) => verbs.includes('*') || resources.includes('*'))
  return all.map(
    ({ verbs, apiGroups, resources }) =>
      `the bot may ${verbs.join(', ')} on ${resources.join(', ')} in the API groups ${apiGroups.map((group) => group || 'core').join(', ')}.`,
  )
}

function ownSecrets(rules: readonly OwnRule[]): readonly string[] {
  return rules
    .filter((rule) => touches(rule, '', 'secrets') && rule.verbs.some((verb) => reading.includes(verb)))
    .map(() => 'the bot may read Secrets in its own name.')
}

const reading = ['get', 'list', 'watch', '*']

/** Without names a rule means everybody; with names it may name too many. */
function names(
  rules: readonly OwnRule[],
  resource: 'users' | 'groups',
  known: readonly string[],
): readonly string[] {
  return rules
    .filter((rule) => rule.verbs.some(naming) && isNamed(rule, resource))
    .flatMap(({ resourceNames }) => {
      const what = resource === 'users' ? 'any user' : 'a member of any group, system:masters too'
      if (resourceNames.length === 0) return [`the bot may act as ${what}.`]
      const others = resourceNames.filter((name) => !known.includes(name))
      const which = others.length > 1 ? resource : resource.slice(0, -1)
      return others.length === 0
        ? []
        : [`the bot may act as the ${which} ${others.join(', ')}, unknown to the policy.`]
    })
}

function accounts(rules: readonly OwnRule[]): readonly string[] {
  const asAccount = /^impersonate:(serviceaccount|arbitrary-node|associated-node)$|^impersonate$/
  return rules
    .filter(
      (rule) =>
        rule.verbs.some((verb) => asAccount.test(verb)) &&
        ['serviceaccounts', 'nodes'].some((resource) => rule.resources.includes(resource)),
    )
    .map(({ resources }) => `the bot may act as ${resources.join(', ')}.`)
}

function secretsInNames(rules: readonly OwnRule[]): readonly string[] {
  return rules
    .filter(
      (rule) => touches(rule, '', 'secrets') && rule.verbs.some((verb) => verb.startsWith('impersonate-on:')),
    )
    .map(
      () => 'the bot may reach Secrets in the name of others, and no role has the permission secrets:read.',
    )
}

function secretsAreMeant(policy: Policy, cluster: string): boolean {
  const { namespaces } = reachOf(policy, cluster, 'secrets:read')
  return namespaces === 'every' || namespaces.length > 0
}

function naming(verb: string): boolean {
  return verb === 'impersonate' || verb === 'impersonate:user-info' || verb === '*'
}

function isNamed({ apiGroups, resources }: OwnRule, resource: string): boolean {
  const group = apiGroups.some((one) => ['', 'authentication.k8s.io', '*'].includes(one))
  return group && (resources.includes(resource) || resources.includes('*'))
}

function touches({ apiGroups, resources }: OwnRule, group: string, resource: string): boolean {
  return (
    (apiGroups.includes(group) || apiGroups.includes('*')) &&
    (resources.includes(resource) || resources.includes('*'))
  )
}
