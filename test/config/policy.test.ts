import { expect, test } from 'vitest'
import { loadPolicy } from '../../src/config/policy.ts'

const good = `
teams: [T012AB3CD]
people:
  - slack: U0ALICE
    kubernetes: { user: alice, groups: [developers] }
  - email: bob@example.com
    kubernetes: { user: bob, groups: [sre] }
    clusters:
      prod: { user: bob@prod, groups: [prod-sre] }
  - usergroup: S0TEAM
    kubernetes: { groups: [viewers] }
roles:
  viewer: { permissions: [objects:read] }
  developer: { extends: viewer, permissions: [workloads:write], limits: { maxReplicas: 20 } }
grants:
  - { role: developer, groups: [developers], clusters: ['*'], namespaces: [shop] }
  - { role: viewer, people: [U0ALICE], clusters: [stag*], namespaces: ['*'] }
channels:
  C0SHOP: { clusters: [prod, staging], namespaces: [shop-*], ceiling: destroy }
direct: { clusters: [staging], namespaces: ['*'] }
approvals:
  - id: production
    match: { clusters: [prod] }
    votes: 1
    from: { groups: [prod-sre] }
`

test('a policy without mistakes is read, with its defaults', () => {
  const loaded = loadPolicy(good, 'policy.yaml', ['prod', 'staging'])
  expect(loaded).toMatchObject({
    ok: true,
    value: {
      confirmExpires: '5m',
      direct: { ceiling: 'read' },
      approvals: [{ id: 'production', expires: '15m', allowSelf: false }],
    },
  })
})

test.for<[what: string, change: [from: string, to: string], said: string]>([
  [
    'an unknown key',
    ['extends: viewer, permissions:', 'extends: viewer, permisions:'],
    '14:33: roles.developer.permisions: is not a known key. Did you mean permissions?',
  ],
  [
    'an unknown key at the top',
    ['direct:', 'dircet:'],
    '20:1: dircet: is not a known key. Did you mean direct?',
  ],
  [
    'an unknown permission',
    ['permissions: [workloads:write]', 'permissions: [workload:write]'],
    '14:47: roles.developer.permissions[0]: "workload:write" is not one of bot:read, clusters:read, objects:read, logs:read, secrets:read, workloads:write, pods:delete, approvals:vote, audit:read. Did you mean workloads:write?',
  ],
  [
    'an unknown risk',
    ['ceiling: destroy', 'ceiling: destory'],
    '19:62: channels.C0SHOP.ceiling: "destory" is not one of read, sensitive, change, destroy, admin. Did you mean destroy?',
  ],
  [
    'an unknown role in a grant',
    ['role: developer', 'role: develper'],
    '16:7: grants[0].role: there is no role develper. Did you mean developer?',
  ],
  [
    'an unknown role in extends',
    ['extends: viewer', 'extends: toString'],
    '14:16: roles.developer.extends: there is no role toString.',
  ],
  [
    'a role that extends itself',
    ['extends: viewer', 'extends: developer'],
    '14:16: roles.developer.extends: the roles extend each other in a circle: developer → developer',
  ],
  [
    'an unknown cluster in a grant',
    ['clusters: [stag*]', 'clusters: [stageing]'],
    '17:51: grants[1].clusters[0]: there is no cluster stageing. Did you mean staging?',
  ],
  [
    'a prefix that matches no cluster',
    ['clusters: [stag*]', 'clusters: [test-*]'],
    "17:51: grants[1].clusters[0]: no cluster's name matches test-*.",
  ],
  [
    'an unknown cluster of a channel',
    ['[prod, staging]', '[prod, stagin]'],
    '19:30: channels.C0SHOP.clusters[1]: there is no cluster stagin. Did you mean staging?',
  ],
  [
    'an unknown cluster in an approval rule',
    ['match: { clusters: [prod] }', 'match: { clusters: [prdo] }'],
    '23:25: approvals[0].match.clusters[0]: there is no cluster prdo. Did you mean prod?',
  ],
  [
    'an unknown cluster of a person',
    ['      prod: { user', '      prod2: { user'],
    '9:7: people[1].clusters.prod2: there is no cluster prod2. Did you mean prod?',
  ],
  [
    'nobody to approve',
    ['from: { groups: [prod-sre] }', 'from: {}'],
    '25:5: approvals[0].from: is empty: nobody could ever approve. Name groups, people or usergroups',
  ],
  [
    'more votes than voters',
    ['from: { groups: [prod-sre] }', 'from: { people: [U0BOB] }\n    expires: 1h'],
    '24:5: approvals[0].votes: 2 votes are needed, but only 1 may vote',
  ],
  [
    'a group that nobody has',
    ['from: { groups: [prod-sre] }', 'from: { groups: [prod-srs] }'],
    '25:22: approvals[0].from.groups[0]: nobody in people has the group prod-srs. Did you mean prod-sre?',
  ],
  [
    'a match that matches nothing',
    ['match: { clusters: [prod] }', 'match: { clusters: [prod], risks: [] }'],
    '23:32: approvals[0].match.risks: an empty list matches nothing: leave it out to match everything',
  ],
  [
    'a person twice',
    ['  - usergroup: S0TEAM', '  - email: Bob@Example.com'],
    '10:5: people[2]: is the same as people[1] (bob@example.com): say it once',
  ],
  [
    'two ways to find one person',
    ['  - usergroup: S0TEAM', '  - usergroup: S0TEAM\n    slack: U0CAROL'],
    '10:5: people[2]: exactly one of slack, usergroup and email',
  ],
  [
    'a user of the system',
    ['user: alice', 'user: system:admin'],
    '5:19: people[0].kubernetes.user: names that begin with system: belong to the cluster itself',
  ],
  [
    'a group of the system',
    ['groups: [sre]', "groups: ['system:masters']"],
    '7:39: people[1].kubernetes.groups[0]: names that begin with system: belong to the cluster itself',
  ],
  [
    'a grant for nobody',
    ['groups: [developers], clusters', 'clusters'],
    '16:5: grants[0]: is for nobody: name groups or people',
  ],
  [
    'a channel by its name',
    ['C0SHOP:', "'#shop':"],
    '19:3: channels.#shop: the key is not a Slack channel id such as C012AB3CD',
  ],
  [
    'a time that has passed at once',
    ['votes: 1', 'votes: 1\n    expires: 0m'],
    '25:5: approvals[0].expires: 0m is not more than 0s and at most 1d',
  ],
  [
    'a duration in words',
    ['votes: 1', 'votes: 1\n    expires: 15 minutes'],
    '25:5: approvals[0].expires: "15 minutes" is not a duration such as 15m',
  ],
  ['text for a number', ['votes: 1', 'votes: two'], '24:5: approvals[0].votes: must be a number, not "two"'],
  ['no team', ['teams: [T012AB3CD]', 'teams: []'], '2:1: teams: must not be empty'],
  ['a key twice', ['direct:', 'channels:'], '20:1: not valid YAML: Map keys must be unique'],
])('%s is refused where it stands', ([what, [from, to], said]) => {
  const votes = what === 'more votes than voters' ? good.replace('votes: 1', 'votes: 2') : good
  expect(votes).toContain(from)
  expect(mistakes(votes.replace(from, to))).toEqual([`policy.yaml:${said}`])
})

test('several mistakes are said together', () => {
  const text = good.replace('role: developer', 'role: dev').replace('[prod, staging]', '[prd]')

  expect(mistakes(text)).toHaveLength(2)
})

test('names that lead nowhere are said together with what could not be read, and nothing that only follows from it', () => {
  const text = good
    .replace('votes: 1', 'votes: two')
    .replace('groups: [sre] }', 'groups: sre }')
    .replace('viewer: { permissions', 'viewer: { permisions')
    .replace('role: developer', 'role: develper')
    .replace('[prod, staging]', '[prd, staging]')
  expect(mistakes(text)).toEqual([
    'policy.yaml:7:30: people[1].kubernetes.groups: must be a list, not "sre"',
    'policy.yaml:13:13: roles.viewer.permisions: is not a known key. Did you mean permissions?',
    'policy.yaml:24:5: approvals[0].votes: must be a number, not "two"',
    'policy.yaml:16:7: grants[0].role: there is no role develper. Did you mean developer?',
    'policy.yaml:19:24: channels.C0SHOP.clusters[0]: there is no cluster prd. Did you mean prod?',
  ])
})

test('two rules of one name are refused', () => {
  const rule = good.slice(good.indexOf('  - id: production'))
  expect(mistakes(good + rule)).toEqual([
    'policy.yaml:26:5: approvals[1].id: approvals[0] is called production too',
  ])
})

test('an empty file, a list and a word are no policies', () => {
  expect(mistakes('')).toEqual(['policy.yaml:1:1: the policy: must be a mapping, not null'])
  expect(mistakes('- a\n')).toEqual(['policy.yaml:1:1: the policy: must be a mapping, not ["a"]'])
  expect(mistakes('hello')).toEqual(['policy.yaml:1:1: the policy: must be a mapping, not "hello"'])
})

test('aliases that multiply are refused, not followed', () => {
  const levels = Array.from({ length: 12 }, (_, n) => {
    const aliases = Array.from({ length: 9 }, () => `*a${n}`).join(', ')
    return `l${n + 1}: &a${n + 1} [${aliases}]`
  })
  expect(mistakes(['l0: &a0 [x]', ...levels].join('\n'))[0]).toMatch(/not valid YAML: Excessive alias count/)
})

function mistakes(text: string): readonly string[] {
  const loaded = loadPolicy(text, 'policy.yaml', ['prod', 'staging'])
  if (loaded.ok) throw new Error('no mistake was found')
  return loaded.failure
}
