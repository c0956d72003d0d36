import { z } from 'zod'
import { Permission, Risk } from './risk.ts'

const slackUser = z.string().regex(/^[UW][A-Z0-9]+$/, 'a Slack user id such as U012AB3CD')
const slackUsergroup = z.string().regex(/^S[A-Z0-9]+$/, 'a Slack user group id such as S012AB3CD')
const slackChannel = z.string().regex(/^[CG][A-Z0-9]+$/, 'a Slack channel id such as C012AB3CD')
const slackTeam = z.string().regex(/^[TE][A-Z0-9]+$/, 'a Slack team id such as T012AB3CD')

/** Nobody acts as the system: an identity of the cluster's own would pass every RBAC rule. */
const kubernetesName = z
  .string()
  .min(1)
  .refine((name) => !name.startsWith('system:'), 'names that begin with system: belong to the cluster itself')

const pattern = z
  .string()
  .regex(/^(\*|[a-z0-9]([a-z0-9.-]*[a-z0-9])?\*?|[a-z0-9.-]+-\*)$/, 'a name, a prefix with * or *')

const kubernetesIdentity = z.strictObject({
  user: kubernetesName.optional(),
  groups: z.array(kubernetesName).default([]),
})

/** Who somebody is: found by Slack id, by user group or by an e-mail address that Slack has confirmed. */
const person = z
  .strictObject({
    slack: slackUser.optional(),
    usergroup: slackUsergroup.optional(),
    email: z.email().optional(),
    kubernetes: kubernetesIdentity,
    /** Where a cluster knows them by another name: replaces `kubernetes` there. */
    clusters: z.record(z.string(), kubernetesIdentity).default({}),
  })
  .refine(
    (entry) => [entry.slack, entry.usergroup, entry.email].filter(Boolean).length === 1,
    'exactly one of slack, usergroup and email',
  )

const role = z.strictObject({
  extends: z.string().optional(),
  permissions: z.array(Permission).default([]),
  limits: z
    .strictObject({
      /** The most replicas that a scale may ask for. */
      maxReplicas: z.int().positive().optional(),
      /** The most replicas that a scale may add or take away at once. */
      maxStep: z.int().positive().optional(),
    })
    .prefault({}),
})

/** A role for everybody who has one of the Kubernetes groups, or is one of the people, there. */
const grant = z.strictObject({
  role: z.string(),
  groups: z.array(kubernetesName).default([]),
  people: z.array(slackUser).default([]),
  clusters: z.array(pattern).min(1),
  /** `*` covers the whole cluster, cluster-scoped kinds too; anything else covers just those namespaces. */
  namespaces: z.array(pattern).min(1),
})

/** A fence, not only a default: nothing outside of it is reachable from the channel. */
const channel = z.strictObject({
  clusters: z.array(z.string()).min(1),
  namespaces: z.array(pattern).min(1),
  ceiling: Risk.default('destroy'),
})

const duration = z.string().regex(/^\d+(s|m|h)$/, 'a duration such as 15m')

const approvalRule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  match: z.strictObject({
    clusters: z.array(pattern).default(['*']),
    namespaces: z.array(pattern).default(['*']),
    risks: z.array(Risk).default(['change', 'destroy', 'admin']),
    permissions: z.array(Permission).optional(),
  }),
  votes: z.int().min(1).max(10),
  from: z.strictObject({
    groups: z.array(kubernetesName).default([]),
    people: z.array(slackUser).default([]),
    usergroups: z.array(slackUsergroup).default([]),
  }),
  /** Whether a requester who is in `from` counts as an approver of their own request. */
  allowSelf: z.boolean().default(false),
  expires: duration.default('15m'),
  reason: z.enum(['optional', 'required']).default('optional'),
})

/** The whole policy file. Unknown keys are errors: a typo must never widen anything. */
export const Policy = z.strictObject({
  teams: z.array(slackTeam).min(1),
  people: z.array(person),
  roles: z.record(z.string(), role),
  grants: z.array(grant),
  channels: z.record(slackChannel, channel),
  /** What a direct message reaches; without it a direct message answers help and whoami. */
  direct: channel.extend({ ceiling: Risk.default('read') }).optional(),
  /** First match counts; a write that no rule matches needs only the requester's own Confirm. */
  approvals: z.array(approvalRule).default([]),
  /** How long an own Confirm stays open. */
  confirmExpires: duration.default('5m'),
})
export type Policy = z.output<typeof Policy>
export type ApprovalRule = Policy['approvals'][number]
export type Fence = Policy['channels'][string]
