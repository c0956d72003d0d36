import { decide } from '../core/access.ts'
import { identify } from '../core/identity.ts'
import type { ApiKind } from '../core/kube.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Cluster } from './cluster.ts'
import { change } from './changing.ts'
import type { Aimed, ClusterContext, Surroundings } from './command.ts'
import type { Job } from './job.ts'
import { read } from './reading.ts'
import { missingNamespace } from './known-namespace.ts'
import type { Message } from './message.ts'
import { clusterProblem } from './problem.ts'
import { refuse } from './refuse.ts'
import type { Services } from './services.ts'
import { spell } from './spell.ts'
import { createWitness } from './witness.ts'

/** A line about a cluster: aim, decide, then read or plan, as the person. */
export async function runCluster(services: Services, job: Job): Promise<Message> {
  const { line, account, command, prepared, bearings } = job
  const { id: requestId, person, place } = line
  const { cluster, namespace } = bearings
  const identity = identify(services.policy(), account, cluster.name)
  if (!identity.ok) throw new Error('Somebody without an identity got through decide')
  const kinds = await cluster.kinds()
  if (!kinds.ok) return services.voice.problem(clusterProblem(cluster.name, kinds.failure).failure, requestId)

  const { surroundings, aimed } = await aim(prepared, { cluster, namespace, kinds: kinds.value })
  if (!aimed.ok) return services.voice.sentence(aimed.failure)
  if (aimed.value.shape === 'change' && job.grep) {
    return services.voice.sentence(
      `${command.name} shows no lines to filter: type it without grep. Nothing was done.`,
    )
  }
  const ask = { ...aimed.value.rule, cluster: cluster.name, namespace: aimed.value.namespace, replicas: null }
  const spelled = spell(command.name, job.words, job.flags, {
    cluster: cluster.name,
    namespace: ask.namespace,
  })
  const decision = decide(services.policy(), account, place, ask)
  if (decision.kind === 'deny') {
    services.meter.command(command.name, 'denied')
    return refuse(services, { requestId, person, ask, line: spelled, denial: decision.denial })
  }

  const witness = createWitness(cluster.as(identity.value, requestId, line.signal))
  const context: ClusterContext = {
    requestId,
    account,
    person,
    place,
    services,
    signal: line.signal,
    cluster,
    identity: identity.value,
    session: witness.session,
    surroundings,
  }
  const working =
    aimed.value.shape === 'read'
      ? read(services, job, { context, aimed: aimed.value, spelled, ageMs: witness.ageMs })
      : change(services, job, { context, aimed: aimed.value, spelled })
  // Beside the work, because it is almost always there.
  const [message, missing] = await Promise.all([working, missingNamespace(job.flags['namespace'], context)])
  return missing === undefined ? message : services.voice.sentence(missing)
}

/** A word that names no kind may be one that was installed a minute ago: discovery is asked again, now and then. */
async function aim(
  prepared: Job['prepared'],
  { cluster, namespace, kinds }: { cluster: Cluster; namespace: string; kinds: readonly ApiKind[] },
): Promise<{ surroundings: Surroundings; aimed: Outcome<Aimed, string> }> {
  const surroundings = { cluster: cluster.name, namespace, kinds }
  const aimed = prepared.aim(surroundings)
  if (aimed.ok) return { surroundings, aimed }
  const anew = await cluster.kinds(true)
  if (!anew.ok || anew.value === kinds) return { surroundings, aimed }
  const fresh = { ...surroundings, kinds: anew.value }
  return { surroundings: fresh, aimed: prepared.aim(fresh) }
}
