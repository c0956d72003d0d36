import type { Approval, RolloutEnd } from '../core/approval.ts'
import { identify } from '../core/identity.ts'
import type { ApiKind } from '../core/kube.ts'
import type { Session } from './cluster.ts'
import { drawCard } from './cards.ts'
import { fresh } from './fresh.ts'
import { hintOf } from './hint.ts'
import { type Progress, rolloutProgress } from './rollout.ts'
import type { Parts } from './services.ts'
import { tellRequester } from './tell.ts'
import { workloadOf } from './workload.ts'

const patienceMs = 10 * 60_000
const restMs = 2_000
/** Slack allows about one message a second in a channel; a phone needs fewer. */
const drawEveryMs = 3_000
/** New pods are not ready at first: only what lasts is worth a word. */
const hintAfterMs = 8_000

/** Follows a rollout in its card until it is done, failed or out of time. Draws only what has changed. */
export async function follow(parts: Parts, approval: Approval, signal: AbortSignal): Promise<void> {
  const watched = await findWatched(parts, approval, signal)
  if (!watched) {
    return conclude(parts, approval, { kind: 'unseen', text: 'I cannot watch the rollout any more.' })
  }
  const run = await parts.store.operations.ofApproval(approval.id)
  const since = run?.startedAt ?? 0
  const started = parts.clock.now()
  const paint = createPainter(parts, approval)
  while (!signal.aborted) {
    const waited = parts.clock.now() - started
    const progress = await look(parts, approval, { ...watched, since, hint: waited >= hintAfterMs })
    // What was asked while the process ended has no answer that is worth drawing.
    if (signal.aborted) return
    if (progress.kind === 'done' || progress.kind === 'failed') {
      return conclude(parts, approval, { kind: progress.kind, text: progress.text })
    }
    if (waited >= patienceMs) {
      return conclude(parts, approval, {
        kind: 'timedOut',
        text: `not done after 10 minutes: ${progress.text}`,
      })
    }
    await paint(progress)
    await nextChange(watched, approval, signal)
    await parts.pause(restMs, signal)
  }
}

interface Watched {
  readonly session: Session
  readonly kind: ApiKind
  readonly pods: ApiKind | undefined
}

/** The rollout is watched as the person who asked for it; undefined when that is not possible any more. */
async function findWatched(
  parts: Parts,
  { plan, requester, requestId }: Approval,
  signal: AbortSignal,
): Promise<Watched | undefined> {
  const cluster = parts.clusters.get(plan.cluster)
  const account = await parts.directory.account(requester.team, requester.user, false)
  const identity = account && identify(parts.policy(), account, plan.cluster)
  const kinds = await cluster?.kinds()
  if (!cluster || !identity?.ok || !kinds?.ok) return undefined
  const kindOf = (group: string, plural: string) =>
    kinds.value.find((kind) => kind.group === group && kind.plural === plural)
  const kind = kindOf(plan.target.group, plan.target.plural)
  const session = cluster.as(identity.value, requestId, signal)
  return kind && { session, kind, pods: kindOf('', 'pods') }
}

async function look(
  { clock }: Parts,
  { plan }: Approval,
  { session, pods, since, hint }: Watched & { readonly since: number; readonly hint: boolean },
): Promise<Progress> {
  const live = fresh(await session.get(plan.target))
  if (!live.ok)
    return { kind: 'unseen', text: `the cluster does not show it right now: ${live.failure.message}` }
  if (live.value.metadata.uid !== plan.uid)
    return { kind: 'failed', text: 'the object was deleted and made anew' }
  const workload = workloadOf(live.value)
  if (!workload) return { kind: 'done', text: 'applied' }
  const progress = rolloutProgress(workload, since)
  if (progress.kind === 'done' || !hint) return progress
  const why = await hintOf(workload, { session, pods, now: clock.now() })
  return why === undefined ? progress : { ...progress, text: `${progress.text} (${why})` }
}

/** Waits for the next event of the object, or for the time to draw again; a watch that is refused only costs the wait. */
async function nextChange(
  { session, kind }: Watched,
  { plan }: Approval,
  signal: AbortSignal,
): Promise<void> {
  const { namespace, name } = plan.target
  const enough = new AbortController()
  const either = AbortSignal.any([signal, enough.signal, AbortSignal.timeout(drawEveryMs)])
  let seen = 0
  await session.watch(
    kind,
    { namespace, fieldSelector: `metadata.name=${name}` },
    () => {
      // The first event is the object as it was already seen.
      seen += 1
      if (seen > 1) enough.abort()
    },
    either,
  )
}

function createPainter(parts: Parts, { id }: Approval): (progress: Progress) => Promise<void> {
  let last = ''
  return async (progress) => {
    if (progress.text === last) return
    last = progress.text
    await parts.store.atomically((store) => drawCard(parts, store, id, { progress }))
    parts.wake()
  }
}

async function conclude(parts: Parts, approval: Approval, end: RolloutEnd): Promise<void> {
  await parts.store.atomically(async (store) => {
    const run = await store.operations.ofApproval(approval.id)
    if (run) await store.operations.describe(run.id, end)
    await drawCard(parts, store, approval.id)
    await tellRequester(parts, store, approval)
  })
  parts.wake()
  parts.meter.approval(`rollout-${end.kind}`)
}
