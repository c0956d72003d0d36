import type { Approval } from '../core/approval.ts'
import { identify } from '../core/identity.ts'
import type { ApiKind } from '../core/kube.ts'
import type { Session } from './cluster.ts'
import { drawCard } from './cards.ts'
import { rolloutProgress, type Progress } from './rollout.ts'
import type { Parts } from './services.ts'
import { tellRequester } from './tell.ts'
import { workloadOf } from './workload.ts'

const patienceMs = 10 * 60_000
const restMs = 2_000
/** Slack allows about one message a second in a channel; a phone needs fewer. */
const drawEveryMs = 3_000

/** Follows a rollout in its card until it is done, failed or out of time. Draws only what has changed. */
export async function follow(parts: Parts, approval: Approval, signal: AbortSignal): Promise<void> {
  const { plan, requester, requestId } = approval
  const cluster = parts.clusters.get(plan.cluster)
  const account = await parts.directory.account(requester.team, requester.user, false)
  const identity = account && identify(parts.policy(), account, plan.cluster)
  const kinds = await cluster?.kinds()
  const kind = kinds?.ok
    ? kinds.value.find(({ group, plural }) => group === plan.target.group && plural === plan.target.plural)
    : undefined
  if (!cluster || !identity?.ok || !kind)
    return conclude(parts, approval, { kind: 'unseen', text: 'I cannot watch the rollout any more.' })

  const until = parts.clock.now() + patienceMs
  const session = cluster.as(identity.value, requestId, signal)
  const painter = createPainter(parts, approval)
  while (!signal.aborted) {
    const progress = await look(session, approval)
    if (isFinal(progress)) return conclude(parts, approval, progress)
    if (parts.clock.now() >= until)
      return conclude(parts, approval, {
        kind: 'timedOut',
        text: `still not done after 10 minutes: ${progress.text}`,
      })
    await painter(progress)
    await nextChange(session, { kind, approval }, signal)
    await parts.pause(restMs, signal)
  }
}

function isFinal({ kind }: Progress): boolean {
  return kind === 'done' || kind === 'failed'
}

async function look(session: Session, { plan }: Approval): Promise<Progress> {
  const live = await session.get(plan.target)
  if (!live.ok)
    return { kind: 'unseen', text: `the cluster does not show it right now: ${live.failure.message}` }
  if (live.value.metadata.uid !== plan.uid)
    return { kind: 'failed', text: 'the object was deleted and made anew' }
  const workload = workloadOf(live.value)
  return workload ? rolloutProgress(workload) : { kind: 'done', text: 'applied' }
}

/** Waits for the next event of the object, or for the time to draw again; a watch that is refused only costs the wait. */
async function nextChange(
  session: Session,
  { kind, approval }: { kind: ApiKind; approval: Approval },
  signal: AbortSignal,
): Promise<void> {
  const { namespace, name } = approval.plan.target
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

async function conclude(parts: Parts, approval: Approval, progress: Progress): Promise<void> {
  await parts.store.atomically(async (store) => {
    const run = await store.operations.ofApproval(approval.id)
    if (run) await store.operations.describe(run.id, progress.text)
    await drawCard(parts, store, approval.id, { progress })
    await tellRequester(parts, store, approval)
  })
  parts.wake()
  parts.meter.approval(`rollout-${progress.kind}`)
}
