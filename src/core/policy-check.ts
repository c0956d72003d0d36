import { duration, parseDuration } from './duration.ts'
import { matches } from './pattern.ts'
import type { ApprovalRule, Policy } from './policy.ts'
import { didYouMean } from './suggest.ts'

export interface PolicyProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What is wrong between the parts of a policy: names that lead nowhere, and rules that nobody could follow. */
export function checkPolicy(policy: Policy, clusters: readonly string[]): readonly PolicyProblem[] {
  return [
    ...checkPeople(policy),
    ...checkRoles(policy),
    ...checkGrants(policy),
    ...policy.approvals.flatMap((rule, index) => checkApproval(policy, rule, index)),
    ...checkDuration(policy.confirmExpires, ['confirmExpires']),
    ...clusterNames(policy).flatMap(({ path, pattern }) => checkCluster(pattern, path, clusters)),
  ]
}

function checkPeople({ people }: Policy): readonly PolicyProblem[] {
  const ids = people.map(({ slack, usergroup, email }) => slack ?? usergroup ?? email?.toLowerCase())
  return ids.flatMap((id, index) => {
    const first = ids.indexOf(id)
    return first === index
      ? []
      : [{ path: ['people', index], message: `is the same as people[${first}] (${id}): say it once` }]
  })
}

function checkRoles({ roles }: Policy): readonly PolicyProblem[] {
  return Object.entries(roles).flatMap(([name, role]) => {
    if (role.extends === undefined) return []
    const path = ['roles', name, 'extends']
    if (!Object.hasOwn(roles, role.extends))
      return [{ path, message: noSuchRole(role.extends, Object.keys(roles)) }]
    const circle = circleFrom(name, roles)
    return circle === undefined
      ? []
      : [{ path, message: `the roles extend each other in a circle: ${circle.join(' → ')}` }]
  })
}

/** The way from a role back to itself, if there is one. */
function circleFrom(start: string, roles: Policy['roles']): readonly string[] | undefined {
  const way = [start]
  for (let next = roles[start]?.extends; next !== undefined; next = roles[next]?.extends) {
    if (next === start) return [...way, start]
    if (way.includes(next)) return undefined
    way.push(next)
  }
  return undefined
}

function noSuchRole(role: string, known: readonly string[]): string {
  return `there is no role ${role}.${didYouMean(role, known)}`
}

function checkGrants(policy: Policy): readonly PolicyProblem[] {
  return policy.grants.flatMap((grant, index) => {
    const path = ['grants', index]
    const problems: PolicyProblem[] = []
    if (!Object.hasOwn(policy.roles, grant.role))
      problems.push({ path: [...path, 'role'], message: noSuchRole(grant.role, Object.keys(policy.roles)) })
    if (grant.groups.length + grant.people.length === 0)
      problems.push({ path, message: 'is for nobody: name groups or people' })
    return [...problems, ...checkGroups(policy, grant.groups, [...path, 'groups'])]
  })
}

/** Groups come from `people` alone, so one that nobody has there is a slip of the pen. */
function checkGroups(
  { people }: Policy,
  groups: readonly string[],
  path: PolicyProblem['path'],
): readonly PolicyProblem[] {
  const known = people.flatMap(({ kubernetes, clusters }) =>
    [kubernetes, ...Object.values(clusters)].flatMap((identity) => identity.groups),
  )
  return groups.flatMap((group, index) =>
    known.includes(group)
      ? []
      : [
          {
            path: [...path, index],
            message: `nobody in people has the group ${group}.${didYouMean(group, known)}`,
          },
        ],
  )
}

function checkApproval(policy: Policy, rule: ApprovalRule, index: number): readonly PolicyProblem[] {
  const path = ['approvals', index]
  const problems: PolicyProblem[] = []
  const first = policy.approvals.findIndex(({ id }) => id === rule.id)
  if (first !== index)
    problems.push({ path: [...path, 'id'], message: `approvals[${first}] is called ${rule.id} too` })
  for (const part of ['clusters', 'namespaces', 'risks', 'permissions'] as const)
    if (rule.match[part]?.length === 0)
      problems.push({
        path: [...path, 'match', part],
        message: 'an empty list matches nothing: leave it out to match everything',
      })
  const { groups, people, usergroups } = rule.from
  if (groups.length + people.length + usergroups.length === 0)
    problems.push({
      path: [...path, 'from'],
      message: 'is empty: nobody could ever approve. Name groups, people or usergroups',
    })
  else if (groups.length + usergroups.length === 0 && new Set(people).size < rule.votes)
    problems.push({
      path: [...path, 'votes'],
      message: `${rule.votes} votes are needed, but only ${new Set(people).size} may vote`,
    })
  return [
    ...problems,
    ...checkGroups(policy, groups, [...path, 'from', 'groups']),
    ...checkDuration(rule.expires, [...path, 'expires']),
  ]
}

const longest = 86_400_000

function checkDuration(text: string, path: PolicyProblem['path']): readonly PolicyProblem[] {
  const ms = parseDuration(text) ?? 0
  return ms > 0 && ms <= longest
    ? []
    : [{ path, message: `${text} is not more than 0s and at most ${duration(longest)}` }]
}

interface NamedCluster {
  readonly path: PolicyProblem['path']
  readonly pattern: string
}

function clusterNames(policy: Policy): readonly NamedCluster[] {
  const all = (patterns: readonly string[], path: PolicyProblem['path']): readonly NamedCluster[] =>
    patterns.map((pattern, index) => ({ pattern, path: [...path, index] }))
  return [
    ...policy.people.flatMap(({ clusters }, index) =>
      Object.keys(clusters).map((pattern) => ({ pattern, path: ['people', index, 'clusters', pattern] })),
    ),
    ...policy.grants.flatMap(({ clusters }, index) => all(clusters, ['grants', index, 'clusters'])),
    ...Object.entries(policy.channels).flatMap(([id, { clusters }]) =>
      all(clusters, ['channels', id, 'clusters']),
    ),
    ...all(policy.direct?.clusters ?? [], ['direct', 'clusters']),
    ...policy.approvals.flatMap(({ match }, index) =>
      all(match.clusters, ['approvals', index, 'match', 'clusters']),
    ),
  ]
}

/** A prefix that matches nothing is refused too: a misspelt approval rule would quietly ask nobody. */
function checkCluster(
  pattern: string,
  path: PolicyProblem['path'],
  clusters: readonly string[],
): readonly PolicyProblem[] {
  if (pattern === '*' || clusters.some((name) => matches(pattern, name))) return []
  const what = pattern.endsWith('*')
    ? `no cluster's name matches ${pattern}`
    : `there is no cluster ${pattern}`
  return [{ path, message: `${what}.${didYouMean(pattern, clusters)}` }]
}
