import { z } from 'zod'
import type { Requirement } from './approval.ts'
import type { Denial } from './denial.ts'
import { parseDuration } from './duration.ts'
import { fenceOf, insideFence } from './fence.ts'
import { identify } from './identity.ts'
import { withinLimits } from './limits.ts'
import { covers, matches } from './pattern.ts'
import type { Account } from './person.ts'
import type { ApprovalRule, Policy } from './policy.ts'
import { grantsOf, permissionsOf } from './roles.ts'
import { isWrite, Permission, Risk } from './risk.ts'

/** What is to be done, where. `cluster: null` asks about the bot itself, `namespace: null` about the whole cluster. */
export interface Ask {
  readonly permission: Permission
  readonly risk: Risk
  readonly cluster: string | null
  readonly namespace: string | null
  readonly replicas: { readonly from: number; readonly to: number } | null
}

/** What a stored result was an answer to, so that its buttons are decided anew. */
export const Asked = z.object({
  permission: Permission,
  risk: Risk,
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
})
export type Asked = z.output<typeof Asked>

/** Where somebody speaks. */
export interface Place {
  readonly channel: string
  readonly direct: boolean
}

export type Decision =
  | { readonly kind: 'allow' }
  /** Allowed once the requirement is met: votes 0 is the requester's own Confirm. */
  | { readonly kind: 'ask'; readonly requirement: Requirement }
  | { readonly kind: 'deny'; readonly denial: Denial }

/** The only place where anybody is allowed, asked or refused. What is not said in the policy is refused. */
export function decide(policy: Policy, account: Account, place: Place, ask: Ask): Decision {
  const identity = identify(policy, account, ask.cluster)
  if (!identity.ok) return deny(identity.failure)
  if (ask.permission === 'bot:read') return { kind: 'allow' }

  const outside = insideFence(fenceOf(policy, place), ask)
  if (outside) return deny(outside)

  const grants = grantsOf(policy, account, identity.value, ask.cluster).filter(
    (grant) => ask.cluster === null || covers(grant.namespaces, ask.namespace),
  )
  const granting = grants.filter(({ role }) => permissionsOf(policy, role).has(ask.permission))
  if (granting.length === 0)
    return deny(
      lacking(
        grants.map(({ role }) => role),
        ask,
      ),
    )

  const tooMuch = withinLimits(
    policy,
    granting.map(({ role }) => role),
    ask.replicas,
  )
  if (tooMuch) return deny(tooMuch)

  if (!isWrite(ask.risk) || ask.permission === 'approvals:vote') return { kind: 'allow' }
  return askFor(policy, ask)
}

function deny(denial: Denial): Decision {
  return { kind: 'deny', denial }
}

function lacking(roles: readonly string[], { permission, cluster, namespace }: Ask): Denial {
  const where =
    cluster === null ? 'here' : `in ${namespace === null ? `all of ${cluster}` : `${cluster}/${namespace}`}`
  const held =
    roles.length === 0 ? 'you have no role there' : `you are ${[...new Set(roles)].join(' and ')} there`
  return { by: 'permission', message: `This needs the permission ${permission} ${where}, and ${held}.` }
}

function askFor(policy: Policy, ask: Ask): Decision {
  const rule = policy.approvals.find((candidate) => applies(candidate, ask))
  if (!rule) {
    return { kind: 'ask', requirement: ownConfirm(milliseconds(policy.confirmExpires)) }
  }
  const { groups, people, usergroups } = rule.from
  if (groups.length + people.length + usergroups.length === 0) {
    return deny({
      by: 'approvers',
      message: `The rule ${rule.id} asks for approval and names nobody who could give it.`,
    })
  }
  const { id: ruleId, votes, allowSelf, reason } = rule
  const expiresInMs = milliseconds(rule.expires)
  return {
    kind: 'ask',
    requirement: { ruleId, votes, groups, people, usergroups, allowSelf, expiresInMs, reason },
  }
}

function ownConfirm(expiresInMs: number): Requirement {
  const nobodyElse = { groups: [], people: [], usergroups: [], allowSelf: true }
  return { ruleId: 'own-confirm', votes: 0, ...nobodyElse, expiresInMs, reason: 'optional' }
}

function applies({ match }: ApprovalRule, { risk, permission, cluster, namespace }: Ask): boolean {
  if (cluster === null || !match.clusters.some((pattern) => matches(pattern, cluster))) return false
  // A write to the whole cluster touches every namespace: any rule's namespace is reason enough to ask.
  if (namespace !== null && !covers(match.namespaces, namespace)) return false
  return match.risks.includes(risk) && (match.permissions?.includes(permission) ?? true)
}

function milliseconds(text: string): number {
  const parsed = parseDuration(text)
  if (parsed === undefined) throw new Error(`The policy let a duration through that is none: ${text}`)
  return parsed
}
