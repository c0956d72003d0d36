import type { ApiKind } from '../core/kube.ts'
import type { Session } from './cluster.ts'
import { Selector, selectorText } from './drafts/selects.ts'
import { podsOf } from './health/pod.ts'
import { whyWorkload } from './health/why-workload.ts'
import type { Workload } from './workload.ts'

/** What keeps a rollout's pods from being ready, in a few words; nothing when they cannot be read or are just new. */
export async function hintOf(
  workload: Workload,
  { session, pods, now }: { session: Session; pods: ApiKind | undefined; now: number },
): Promise<string | undefined> {
  const selector = Selector.safeParse(workload.spec.selector)
  const labelSelector = selector.success ? selectorText(selector.data) : ''
  if (!pods || labelSelector === '') return undefined
  const answer = await session.list(pods, {
    namespace: workload.metadata.namespace,
    labelSelector,
    limit: 500,
  })
  if (!answer.ok) return undefined
  return whyWorkload(workload, podsOf(answer.value), now).find(
    (reason) => reason.includes('pods not ready') && !reason.endsWith('not ready yet'),
  )
}
