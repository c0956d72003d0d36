import { identify, type KubernetesIdentity } from '../core/identity.ts'
import type { Policy } from '../core/policy.ts'
import type { Permission } from '../core/risk.ts'
import { grantsOf, permissionsOf } from '../core/roles.ts'

/** What the cluster is asked about a person. */
export interface Question {
  readonly permission: Permission
  readonly verb: string
  readonly group: string
  readonly plural: string
  readonly subresource?: string
  readonly namespace: string | null
}

export interface Examinee {
  readonly identity: KubernetesIdentity
  readonly questions: readonly Question[]
}

/** Whoever has a known Kubernetes user on a cluster, with one question for each permission and place of theirs. */
export function examineesOf(policy: Policy, cluster: string): readonly Examinee[] {
  return policy.people.flatMap(({ slack = '', email = null, usergroup }) => {
    const [team = ''] = policy.teams
    const usergroups = usergroup === undefined ? [] : [usergroup]
    const account = { team, user: slack, email, usergroups, barred: null }
    const identity = identify(policy, account, cluster)
    if (!identity.ok) return []
    const grants = grantsOf(policy, account, identity.value, cluster)
    const questions = grants.flatMap(({ role, namespaces }) =>
      namespaces
        // A prefix names no namespace that could be asked about.
        .filter((pattern) => pattern === '*' || !pattern.endsWith('*'))
        .flatMap((pattern) =>
          [...permissionsOf(policy, role)].flatMap((permission) =>
            samples(permission).map((sample) => ({
              ...sample,
              permission,
              namespace: pattern === '*' ? null : pattern,
            })),
          ),
        ),
    )
    const different = new Map(questions.map((question) => [JSON.stringify(question), question]))
    return [{ identity: identity.value, questions: [...different.values()] }]
  })
}

type Sample = Omit<Question, 'permission' | 'namespace'>

/** The call that stands for a permission. */
function samples(permission: Permission): readonly Sample[] {
  switch (permission) {
    case 'objects:read':
      return [{ verb: 'list', group: '', plural: 'pods' }]
    case 'logs:read':
      return [{ verb: 'get', group: '', plural: 'pods', subresource: 'log' }]
    case 'secrets:read':
      return [{ verb: 'list', group: '', plural: 'secrets' }]
    case 'workloads:write':
      return [
        { verb: 'patch', group: 'apps', plural: 'deployments' },
        { verb: 'patch', group: 'apps', plural: 'deployments', subresource: 'scale' },
      ]
    case 'pods:delete':
      return [{ verb: 'delete', group: '', plural: 'pods' }]
    case 'bot:read':
    case 'clusters:read':
    case 'approvals:vote':
    case 'audit:read':
      return []
  }
}
