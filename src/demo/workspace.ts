import { stringify } from 'yaml'

export const demoTeam = 'T01DEMO'
export const demoTokens = { bot: 'xoxb-demo', app: 'xapp-demo', signing: 'demo' } as const

/** The surname is the role, so that everybody sees who may do what; the policy knows nothing of Gus. */
const people = [
  { id: 'U1VERA', name: 'vera', real_name: 'Vera Viewer', kubernetes: { groups: ['shop-viewers'] } },
  { id: 'U1OSCAR', name: 'oscar', real_name: 'Oscar Operator', kubernetes: { groups: ['shop-operators'] } },
  { id: 'U1OLGA', name: 'olga', real_name: 'Olga Operator', kubernetes: { groups: ['shop-operators'] } },
  { id: 'U1ADA', name: 'ada', real_name: 'Ada Approver', kubernetes: { groups: ['approvers'] } },
  { id: 'U1DANA', name: 'dana', real_name: 'Dana Admin', kubernetes: { groups: ['cluster-admins'] } },
  { id: 'U1GUS', name: 'gus', real_name: 'Gus Nobody', kubernetes: null },
] as const

const channels = [
  { id: 'C1SHOPOPS', name: 'shop-ops' },
  { id: 'C1DEV', name: 'dev' },
  { id: 'C1PLATFORM', name: 'platform' },
  { id: 'C1HEALTH', name: 'health' },
  { id: 'C1RANDOM', name: 'random' },
] as const

/** The workspace as local-slack reads it. */
export function workspaceFile(): string {
  const members = [...people.map(({ id }) => id), 'U1ROUNDSMAN']
  return stringify({
    workspace: { name: 'Shop', domain: 'shop', teamId: demoTeam },
    app: {
      appId: 'A1ROUNDSMAN',
      botUserId: 'U1ROUNDSMAN',
      botName: 'roundsman',
      botToken: demoTokens.bot,
      appToken: demoTokens.app,
      signingSecret: demoTokens.signing,
      mode: 'socket',
    },
    users: people.map(({ id, name, real_name }) => ({ id, name, real_name, email: `${name}@example.com` })),
    channels: channels.map((channel) => ({ ...channel, members })),
  })
}

/** The demo's policy: `shop` is protected, `dev` is free, `#random` is bound to nothing, gus is known to nobody. */
export function policyFile(): string {
  const everywhere = { clusters: ['demo'], namespaces: ['*'] }
  return stringify({
    teams: [demoTeam],
    people: people.flatMap(({ id, name, kubernetes }) =>
      kubernetes
        ? [{ slack: id, kubernetes: { user: `${name}@example.com`, groups: kubernetes.groups } }]
        : [],
    ),
    roles: {
      viewer: { permissions: ['clusters:read', 'objects:read', 'logs:read'] },
      operator: {
        extends: 'viewer',
        permissions: ['workloads:write', 'pods:delete'],
        limits: { maxReplicas: 20, maxStep: 10 },
      },
      approver: { extends: 'operator', permissions: ['approvals:vote'] },
      admin: {
        extends: 'approver',
        permissions: ['audit:read'],
        limits: { maxReplicas: 100, maxStep: 100 },
      },
    },
    grants: [
      { role: 'viewer', groups: ['shop-viewers'], ...everywhere },
      { role: 'operator', groups: ['shop-operators'], clusters: ['demo'], namespaces: ['shop', 'dev'] },
      { role: 'viewer', groups: ['shop-operators'], ...everywhere },
      { role: 'approver', groups: ['approvers'], ...everywhere },
      { role: 'admin', groups: ['cluster-admins'], ...everywhere },
    ],
    channels: {
      C1SHOPOPS: { clusters: ['demo'], namespaces: ['shop'] },
      C1DEV: { clusters: ['demo'], namespaces: ['dev'] },
      C1PLATFORM: { clusters: ['demo'], namespaces: ['*'], ceiling: 'admin' },
      C1HEALTH: { clusters: ['demo'], namespaces: ['*'], ceiling: 'read' },
    },
    direct: { clusters: ['demo'], namespaces: ['shop', 'dev'] },
    approvals: [
      {
        id: 'shop-protected',
        match: { namespaces: ['shop'] },
        votes: 1,
        from: { groups: ['approvers', 'cluster-admins'] },
        expires: '15m',
      },
    ],
  })
}
