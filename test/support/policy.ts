import type { Account } from '../../src/core/person.ts'
import { Policy } from '../../src/core/policy.ts'

export const team = 'T01TEST'

/** A small company: a viewer, two operators, an approver and an admin; one protected and one free namespace. */
export const policy: Policy = Policy.parse({
  teams: [team],
  people: [
    { slack: 'U1VERA', kubernetes: { user: 'vera@example.com', groups: ['shop-viewers'] } },
    { slack: 'U1OSCAR', kubernetes: { user: 'oscar@example.com', groups: ['shop-operators'] } },
    { slack: 'U1OLGA', kubernetes: { user: 'olga@example.com', groups: ['shop-operators'] } },
    { slack: 'U1ADA', kubernetes: { user: 'ada@example.com', groups: ['approvers'] } },
    {
      slack: 'U1DANA',
      kubernetes: { user: 'dana@example.com', groups: ['cluster-admins'] },
      clusters: { legacy: { user: 'dana-old', groups: ['old-admins'] } },
    },
  ],
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
      permissions: ['secrets:read', 'audit:read'],
      limits: { maxReplicas: 200, maxStep: 200 },
    },
  },
  grants: [
    { role: 'viewer', groups: ['shop-viewers'], clusters: ['demo'], namespaces: ['shop', 'dev'] },
    { role: 'operator', groups: ['shop-operators'], clusters: ['demo'], namespaces: ['shop', 'dev'] },
    { role: 'approver', groups: ['approvers'], clusters: ['*'], namespaces: ['*'] },
    { role: 'admin', groups: ['cluster-admins', 'old-admins'], clusters: ['*'], namespaces: ['*'] },
  ],
  channels: {
    C1SHOP: { clusters: ['demo'], namespaces: ['shop'] },
    C1DEV: { clusters: ['demo'], namespaces: ['dev'] },
    C1PLATFORM: { clusters: ['demo', 'legacy'], namespaces: ['*'], ceiling: 'admin' },
    C1LOOK: { clusters: ['demo'], namespaces: ['shop'], ceiling: 'read' },
  },
  direct: { clusters: ['demo'], namespaces: ['shop', 'dev'] },
  approvals: [
    { id: 'shop-protected', match: { namespaces: ['shop'] }, votes: 1, from: { groups: ['approvers'] } },
  ],
})

export function account(user: string, more: Partial<Account> = {}): Account {
  return { team, user, email: null, usergroups: [], barred: null, ...more }
}
