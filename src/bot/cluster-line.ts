import { decide } from '../core/access.ts'
import { identify } from '../core/identity.ts'
import type { Account } from '../core/person.ts'
import type { Words } from '../core/words.ts'
import type { Bearings } from './aim.ts'
import { answerWith } from './answers.ts'
import { bind } from './bind.ts'
import { hold } from './change.ts'
import type { Aimed, ClusterContext, Command, Prepared } from './command.ts'
import type { Line } from './doors.ts'
import type { Message } from './message.ts'
import { clusterProblem } from './problem.ts'
import { record } from './record.ts'
import { refuse } from './refuse.ts'
import type { Services } from './services.ts'
import { spell } from './spell.ts'
import { createWitness } from './witness.ts'

interface Job {
  readonly line: Line
  readonly account: Account
  readonly command: Command
  readonly words: readonly string[]
  readonly flags: Words['flags']
  readonly grep: Words['grep']
  readonly prepared: Extract<Prepared, { shape: 'cluster' }>
  readonly bearings: Bearings
}

/** A line about a cluster: aim, decide, then read or plan, as the person. */
export async function runCluster(services: Services, job: Job): Promise<Message> {
  const { line, account, command, prepared, bearings } = job
  const { id: requestId, person, place } = line
  const { cluster, namespace } = bearings
  const identity = identify(services.policy(), account, cluster.name)
  if (!identity.ok) throw new Error('Somebody without an identity got through decide')
  const kinds = await cluster.kinds()
  if (!kinds.ok) return services.voice.problem(clusterProblem(cluster.name, kinds.failure).failure, requestId)

  const surroundings = { cluster: cluster.name, namespace, kinds: kinds.value }
  const aimed = prepared.aim(surroundings)
  if (!aimed.ok) return services.voice.sentence(aimed.failure)
  const ask = { ...aimed.value.rule, cluster: cluster.name, namespace: aimed.value.namespace, replicas: null }
  const spelled = spell(command.name, job.words, job.flags, {
    cluster: cluster.name,
    namespace: ask.namespace,
  })
  const decision = decide(services.policy(), account, place, ask)
  if (decision.kind === 'deny')
    return refuse(services, { requestId, person, ask, line: spelled, denial: decision.denial })

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
  return aimed.value.shape === 'read'
    ? read(services, job, { context, aimed: aimed.value, spelled, ageMs: witness.ageMs })
    : change(services, job, { context, aimed: aimed.value, spelled })
}

interface Reading {
  readonly context: ClusterContext
  readonly aimed: Extract<Aimed, { shape: 'read' }>
  readonly spelled: string
  readonly ageMs: () => number | null
}

async function read(
  services: Services,
  { line, command, grep }: Job,
  { context, aimed, spelled, ageMs }: Reading,
): Promise<Message> {
  const { requestId, person, cluster, identity } = context
  const result = await aimed.run(context)
  services.meter.command(command.name, result.ok ? 'done' : 'failed')
  await services.store.atomically((store) =>
    record(services, store, {
      requestId,
      by: person,
      kubernetesUser: identity.user,
      action: 'command',
      outcome: result.ok ? 'allowed' : 'failed',
      risk: aimed.rule.risk,
      cluster: cluster.name,
      namespace: aimed.namespace,
      line: spelled,
      approvalId: null,
      detail: null,
    }),
  )
  if (!result.ok) return services.voice.problem(result.failure, requestId)
  const scope = aimed.namespace === null ? 'all namespaces' : `ns ${aimed.namespace}`
  const where = `${cluster.name} · ${scope} · as ${identity.user}`
  const footer = { where, requestId, ageMs: ageMs() }
  return answerWith(services, { view: result.value, grep, person, door: line.door, footer })
}

interface Changing {
  readonly context: ClusterContext
  readonly aimed: Extract<Aimed, { shape: 'change' }>
  readonly spelled: string
}

async function change(
  services: Services,
  { command, flags }: Job,
  { context, aimed, spelled }: Changing,
): Promise<Message> {
  const { requestId, account, person, place, identity, cluster, session } = context
  const draft = await aimed.plan(context)
  if (!draft.ok) {
    services.meter.command(command.name, 'failed')
    return services.voice.problem(draft.failure, requestId)
  }
  const bound = await bind(draft.value, {
    command: command.name,
    line: spelled,
    rule: aimed.rule,
    cluster,
    session,
  })
  services.meter.command(command.name, bound.ok ? 'asked' : 'failed')
  if (!bound.ok) return services.voice.problem(bound.failure, requestId)
  const reason = typeof flags['reason'] === 'string' ? flags['reason'] : null
  return hold(services, {
    requestId,
    account,
    person,
    place,
    identity,
    plan: bound.value.plan,
    reason,
    undoes: null,
  })
}
