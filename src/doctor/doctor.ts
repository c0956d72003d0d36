import type { Clock, Log } from '../bot/ports.ts'
import type { Config } from '../config/schema.ts'
import type { Policy } from '../core/policy.ts'
import { ClusterConfigError } from '../kube/access.ts'
import { slackSettings } from '../slack/settings.ts'
import { ok, wrong, type Check, type Section } from './check.ts'
import { judgeCluster } from './cluster-judge.ts'
import { askCluster } from './cluster-probe.ts'
import { judgeSlack } from './slack-judge.ts'
import { askSlack } from './slack-probe.ts'
import { checkStore } from './store.ts'

interface Patient {
  readonly config: Config
  readonly policy: Policy
  readonly clock: Clock
}

/** Looks at everything that the bot stands on, all of it before anything is said. Changes nothing outside of the store. */
export async function examine({ config, policy, clock }: Patient): Promise<readonly Section[]> {
  const slack = askSlack({ config: slackSettings(config, policy.teams), policy, clock, log: quiet })
  const [fromSlack, store, clusters] = await Promise.all([
    slack.then((facts) => judgeSlack(facts, policy, clock.now())),
    checkStore(config.store.file),
    Promise.all(config.clusters.map((one) => examineCluster(one, { config, policy, clock }))),
  ])
  return [
    { title: 'Configuration and policy', checks: [described(config, policy)] },
    { title: 'Slack', checks: fromSlack },
    { title: 'Store', checks: store },
    ...clusters,
  ]
}

function described({ clusters }: Config, { people, channels }: Policy): Check {
  if (clusters.length === 0)
    return wrong('No cluster is configured.', 'Name one under clusters in the configuration.')
  const names = clusters.map(({ name }) => name).join(', ')
  return ok(`Usable: clusters ${names}; ${people.length} people, ${Object.keys(channels).length} channels.`)
}

async function examineCluster(
  cluster: Config['clusters'][number],
  { policy, clock }: Patient,
): Promise<Section> {
  const title = `Cluster ${cluster.name}`
  try {
    const facts = await askCluster(cluster, { policy, clock, log: quiet })
    return { title, checks: judgeCluster(facts, { policy, cluster: cluster.name, now: clock.now() }) }
  } catch (error) {
    if (!(error instanceof ClusterConfigError)) throw error
    return { title, checks: [wrong(error.message, 'Correct this cluster in the configuration.')] }
  }
}

/** What goes wrong is a line of the doctor's own. */
const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} }
