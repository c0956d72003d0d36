import type { Answer, Cluster } from '../bot/cluster.ts'
import type { Clock, Log, Meter } from '../bot/ports.ts'
import type { ClusterConfig } from '../config/clusters.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Policy } from '../core/policy.ts'
import { accessOf } from '../kube/access.ts'
import { createCluster } from '../kube/cluster.ts'
import { openWire } from '../kube/wire.ts'
import { doingsOf } from '../rbac/rules.ts'
import { ownRights, serverTime, type OwnRights } from './own-rights.ts'
import { examineesOf, type Examinee, type Question } from './questions.ts'

/** What a cluster says about us, unjudged. */
export interface ClusterFacts {
  readonly version: Answer<string>
  readonly id: Answer<string>
  readonly kinds: Answer<number>
  readonly time: number | null
  /** What the bot may in its own name: everywhere, and with one namespace each. */
  readonly rights: {
    readonly everywhere: Outcome<OwnRights, string>
    readonly inside: ReadonlyMap<string, Outcome<OwnRights, string>>
  }
  readonly people: readonly {
    readonly examinee: Examinee
    readonly answers: readonly { readonly question: Question; readonly may: Answer<boolean> }[]
  }[]
}

interface Parts {
  readonly policy: Policy
  readonly clock: Clock
  readonly log: Log
}

/** Asks a cluster with the bot's own credentials. Changes nothing. Throws a ClusterConfigError when there is no way to it. */
export async function askCluster(
  config: ClusterConfig,
  { policy, clock, log }: Parts,
): Promise<ClusterFacts> {
  const access = accessOf(config, clock)
  const cluster = createCluster(config, access, { log, meter: unread, clock })
  const wire = openWire(access, config.timeouts, clock)
  try {
    const [version, id, kinds, time] = await Promise.all([
      cluster.ping(),
      cluster.id(),
      cluster.kinds(),
      serverTime(access),
    ])
    const count: Answer<number> = kinds.ok ? { ...kinds, value: kinds.value.length } : kinds
    const inside = [...doingsOf(policy, config.name, []).inside.keys(), 'kube-system']
    return {
      version,
      id,
      kinds: count,
      time,
      rights: {
        everywhere: await ownRights(wire, noNamespace),
        inside: new Map(
          await Promise.all(inside.map(async (name) => [name, await ownRights(wire, name)] as const)),
        ),
      },
      people: kinds.ok ? await askPeople(cluster, examineesOf(policy, config.name)) : [],
    }
  } finally {
    await Promise.all([cluster.close(), wire.close()])
  }
}

/** A namespace that no one has: what is granted there is granted everywhere. */
const noNamespace = 'roundsman-doctor-none'

async function askPeople(cluster: Cluster, examinees: readonly Examinee[]): Promise<ClusterFacts['people']> {
  const people: ClusterFacts['people'][number][] = []
  for (const examinee of examinees) {
    const session = cluster.as(examinee.identity, 'c-doctor')
    const answers = examinee.questions.map(async (question) => {
      const { verb, group, plural, namespace, subresource } = question
      const at = { namespace, ...(subresource === undefined ? {} : { subresource }) }
      return { question, may: await session.can(verb, { ...anyKind, group, plural }, at) }
    })
    people.push({ examinee, answers: await Promise.all(answers) })
  }
  return people
}

/** A review needs no more than group and plural. */
const anyKind = {
  version: 'v1',
  kind: '',
  singular: '',
  shortNames: [],
  namespaced: true,
  verbs: [],
  subresources: [],
}

const unread: Meter = {
  command() {},
  denial() {},
  approval() {},
  answered() {},
  clusterCall() {},
  duplicateRisk() {},
}
