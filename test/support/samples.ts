import type { Approval, OperationRun } from '../../src/core/approval.ts'
import type { AuditEvent } from '../../src/core/audit.ts'
import type { Outgoing } from '../../src/bot/store.ts'

/** A request that waits for one vote from 1,000 to 2,000. */
export function sampleApproval(id: string, change: Partial<Approval> = {}): Approval {
  return {
    id,
    requestId: 'c-8F2A',
    requester: { team: 'T1', user: 'UALICE' },
    place: { channel: 'C1', thread: '1700000000.000100', direct: false },
    reason: 'Black Friday',
    plan: {
      command: 'scale',
      line: 'scale deployment/api 5 -n shop --cluster prod',
      title: 'scale deployment/api 3 → 5',
      permission: 'workloads:write',
      risk: 'change',
      cluster: 'prod',
      clusterId: 'a-uid',
      target: {
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        plural: 'deployments',
        namespace: 'shop',
        name: 'api',
      },
      uid: 'u-1',
      operation: { verb: 'scale', replicas: 5 },
      specHash: 's',
      diff: [{ path: 'spec.replicas', before: 3, after: 5 }],
      diffHash: 'd',
      afterHash: 'a',
      effects: ['2 more pods'],
      warnings: [],
      replicas: { from: 3, to: 5 },
      inverse: { verb: 'scale', replicas: 3 },
      irreversible: null,
      follow: 'rollout',
    },
    requirement: {
      ruleId: 'prod',
      votes: 1,
      groups: ['sre'],
      people: ['UBOB'],
      usergroups: [],
      allowSelf: false,
      expiresInMs: 1_000,
      reason: 'optional',
    },
    undoes: null,
    createdAt: 1_000,
    expiresAt: 2_000,
    state: 'pending',
    decidedAt: null,
    reminded: false,
    votes: [],
    ...change,
  }
}

/** A queued run. */
export function sampleRun(id: string, approvalId: string): OperationRun {
  return {
    id,
    approvalId,
    state: 'queued',
    queuedAt: 1_500,
    startedAt: null,
    finishedAt: null,
    detail: null,
    undoUntil: null,
    undoneBy: null,
    rollout: null,
  }
}

export function sampleEvent(change: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: 1_000,
    requestId: 'c-8F2A',
    actor: 'slack:T1/UALICE',
    kubernetesUser: 'alice',
    action: 'command',
    outcome: 'allowed',
    risk: 'read',
    cluster: 'prod',
    namespace: 'shop',
    line: 'get pods -n shop',
    approvalId: null,
    detail: null,
    ...change,
  }
}

export function sampleCard(key: string, text: string, channel = 'C1'): Outgoing {
  return { kind: 'card', key, channel, thread: null, message: { text, blocks: [{ type: 'divider' }] } }
}

export function samplePost(
  text: string,
  channel = 'C1',
  thread: { card: string } | { ts: string } | null = null,
): Outgoing {
  return { kind: 'post', channel, thread, message: { text, blocks: [] } }
}
