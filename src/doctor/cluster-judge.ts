import type { Policy } from '../core/policy.ts'
import { note, ok, wrong, type Check } from './check.ts'
import type { ClusterFacts } from './cluster-probe.ts'
import type { OwnRule } from './own-rights.ts'
import { applyRights } from './print-rights.ts'
import { judgeSkew } from './skew.ts'
import { judgeTooNarrow } from './too-narrow.ts'
import { judgeTooWide } from './too-wide.ts'

interface Asked {
  readonly policy: Policy
  readonly cluster: string
  readonly now: number
}

/** What a cluster's answers mean. */
export function judgeCluster(facts: ClusterFacts, { policy, cluster, now }: Asked): readonly Check[] {
  const { version, id, kinds, time } = facts
  if (!version.ok)
    return [wrong(`${cluster} cannot be used: ${version.failure.message}`, reachMend(version.failure.kind))]
  return [
    ok(`${cluster} answers${isVersion(version.value) ? `: Kubernetes ${version.value}` : ''}.`),
    kinds.ok
      ? ok(`It offers ${kinds.value} kinds.`)
      : wrong(
          `It does not tell its kinds: ${kinds.failure.message}`,
          'Discovery is open to system:authenticated: restore system:discovery.',
        ),
    id.ok
      ? ok(`It is the cluster ${id.value}.`)
      : wrong(`It does not tell which cluster it is: ${id.failure.message}`, applyRights(cluster)),
    ...judgeRights(facts, { policy, cluster, now }),
    ...facts.people.flatMap((person) => judgePerson(person, cluster)),
    ...judgeSkew(cluster, time, now),
  ]
}

function reachMend(kind: string): string {
  return kind === 'unauthorized'
    ? 'Renew the credentials of the configuration: they are not accepted.'
    : 'Is the address right, and is it reached from here? See the NetworkPolicy, proxies and caFile.'
}

function isVersion(text: string): boolean {
  return text.startsWith('v')
}

function judgeRights({ rights, version }: ClusterFacts, { policy, cluster }: Asked): readonly Check[] {
  const { everywhere, inside } = rights
  if (!everywhere.ok)
    return [
      note(
        `It does not tell what the bot may: ${everywhere.failure}`,
        'Check the bindings of the ServiceAccount by hand.',
      ),
    ]
  const within = new Map<string, readonly OwnRule[]>(
    [...inside].map(([name, found]) => [name, found.ok ? found.value.rules : []]),
  )
  const all = [...everywhere.value.rules, ...[...within.values()].flat()]
  const wide = judgeTooWide(all, { policy, cluster })
  return [
    ...judgeTooNarrow({
      policy,
      cluster,
      version: version.ok && isVersion(version.value) ? version.value : null,
      everywhere: everywhere.value.rules,
      inside: within,
    }),
    ...(wide.length === 0 ? [ok('The bot may nothing that it is not for.')] : wide),
    ...(everywhere.value.incomplete
      ? [
          note(
            'Another authorizer than RBAC decides too, and does not tell its rules.',
            'Check there what the ServiceAccount may.',
          ),
        ]
      : []),
  ]
}

function judgePerson(
  { examinee, answers }: ClusterFacts['people'][number],
  cluster: string,
): readonly Check[] {
  const { user } = examinee.identity
  const broken = answers.map(({ may }) => may).find((may) => !may.ok)
  if (broken !== undefined && !broken.ok)
    return [wrong(`Acting as ${user} does not work: ${broken.failure.message}`, applyRights(cluster))]
  const lacking = answers.filter(({ may }) => may.ok && !may.value)
  if (lacking.length === 0)
    return [ok(`Acting as ${user} works, and the cluster lets them do what the policy grants.`)]
  const what = lacking.map(({ question: { verb, plural, subresource, namespace } }) => {
    const resource = subresource === undefined ? plural : `${plural}/${subresource}`
    return `${verb} ${resource} ${namespace === null ? 'everywhere' : `in ${namespace}`}`
  })
  return [
    note(
      `Acting as ${user} works, but the cluster does not let them ${[...new Set(what)].join(', ')}.`,
      'The policy grants it: bind a role to their groups in the cluster, or grant less.',
    ),
  ]
}
