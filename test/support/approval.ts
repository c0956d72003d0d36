import type { Approval } from '../../src/core/approval.ts'
import type { Plan } from '../../src/core/plan.ts'
import { team } from './policy.ts'

export function plan(more: Partial<Plan> = {}): Plan {
  return {
    command: 'scale',
    line: 'scale deployment/api --replicas=5 --namespace=shop --cluster=demo',
    title: 'scale deployment/api 3 → 5',
    permission: 'workloads:write',
    risk: 'change',
    cluster: 'demo',
    clusterId: 'cluster-uid',
    target: {
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      plural: 'deployments',
      namespace: 'shop',
      name: 'api',
    },
    uid: 'api-uid',
    operation: { verb: 'scale', replicas: 5 },
    specHash: 'before',
    diff: [{ path: 'spec.replicas', before: 3, after: 5 }],
    diffHash: 'diff',
    afterHash: 'after',
    effects: [],
    warnings: [],
    replicas: { from: 3, to: 5 },
    inverse: { verb: 'scale', replicas: 3 },
    irreversible: null,
    follow: 'rollout',
    ...more,
  }
}

/** Oscar asked in #shop-ops; the rule wants one vote of the approvers. */
export function approval(more: Partial<Approval> = {}): Approval {
  return {
    id: 'REQ-7F3K',
    requestId: 'c-0001',
    requester: { team, user: 'U1OSCAR' },
    place: { channel: 'C1SHOP', thread: null, direct: false },
    reason: null,
    plan: plan(),
    requirement: {
      ruleId: 'shop-protected',
      votes: 1,
      groups: ['approvers'],
      people: [],
      usergroups: [],
      allowSelf: false,
      expiresInMs: 900_000,
      reason: 'optional',
    },
    undoes: null,
    createdAt: 0,
    expiresAt: 900_000,
    state: 'pending',
    decidedAt: null,
    reminded: false,
    votes: [],
    ...more,
  }
}
