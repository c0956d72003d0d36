import { ApiError } from '../../store/errors.ts'
import { digList, digNumber, digText, dig, isRecord } from '../../store/json.ts'
import { resourceOf } from '../../store/resources.ts'
import { matchSelector } from '../../store/selectors.ts'
import { toTime } from '../../store/time.ts'
import type { KubeObject } from '../../store/types.ts'
import { readRecord } from '../body.ts'
import type { Api, Call } from '../call.ts'
import { existing } from '../read.ts'
import { checkPreconditions, readOptions, removeObject } from '../remove.ts'
import { sendJson, success } from '../reply.ts'

/** POST of an eviction: a deletion that asks the pod's disruption budget first. */
export async function evict(call: Call): Promise<void> {
  const options = await readOptions(call, dig(await readRecord(call.request), 'deleteOptions') ?? {})
  const pod = existing(call)
  checkPreconditions(call, pod, options)
  const budget = hasToAsk(pod) ? budgetOf(call.api, pod) : undefined
  if (budget !== undefined && (isReady(pod) || !letsUnreadyGo(budget))) {
    refuseWhenSpent(budget)
    if (options.dryRun !== true) spend(call.api, budget, pod)
  }
  removeObject(call, pod, options)
  sendJson(call.response, 201, success({ code: 201 }))
}

/** A pod that serves nobody any more, or not yet, disrupts nothing. */
const hasToAsk = ({ metadata, status }: KubeObject): boolean =>
  metadata.deletionTimestamp === undefined &&
  !['Pending', 'Succeeded', 'Failed'].includes(digText(status, 'phase') ?? '')

function budgetOf({ store }: Api, pod: KubeObject): KubeObject | undefined {
  const budgets = store
    .list(resourceOf('PodDisruptionBudget'), pod.metadata.namespace)
    .filter(({ spec }) => matchSelector(dig(spec, 'selector'), pod.metadata.labels))
  if (budgets.length < 2) return budgets[0]
  const why =
    'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.'
  throw new ApiError(500, 'InternalError', `Internal error occurred: ${why}`)
}

const isReady = ({ status }: KubeObject): boolean =>
  digList(status, 'conditions').some(
    (condition) => digText(condition, 'type') === 'Ready' && digText(condition, 'status') === 'True',
  )

function letsUnreadyGo({ spec, status }: KubeObject): boolean {
  if (digText(spec, 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return true
  const { desired, current } = health(status)
  return desired > 0 && current >= desired
}

function refuseWhenSpent({ metadata, status }: KubeObject): void {
  const { name, generation = 0 } = metadata
  if ((digNumber(status, 'observedGeneration') ?? 0) < generation) {
    throw refusal(`The disruption budget ${name} is still being processed by the server.`, 10)
  }
  if ((digNumber(status, 'disruptionsAllowed') ?? 0) > 0) return
  const { desired, current } = health(status)
  throw refusal(`The disruption budget ${name} needs ${desired} healthy pods and has ${current} currently`, 0)
}

function refusal(message: string, retryAfterSeconds: number): ApiError {
  const why = "Cannot evict pod as it would violate the pod's disruption budget."
  return new ApiError(429, 'TooManyRequests', why, {
    causes: [{ reason: 'DisruptionBudget', message }],
    ...(retryAfterSeconds === 0 ? {} : { retryAfterSeconds }),
  })
}

/** The budget is charged at once, so that two evictions in a row do not both spend what its controller last saw. */
function spend({ store, clock }: Api, budget: KubeObject, pod: KubeObject): void {
  store.mutate(resourceOf('PodDisruptionBudget'), budget.metadata, ({ status }) => {
    if (!isRecord(status)) return false
    const disrupted = isRecord(status['disruptedPods']) ? status['disruptedPods'] : {}
    status['disruptedPods'] = { ...disrupted, [pod.metadata.name]: toTime(clock.now()) }
    status['disruptionsAllowed'] = (digNumber(status, 'disruptionsAllowed') ?? 0) - 1
  })
}

const health = (status: unknown): { desired: number; current: number } => ({
  desired: digNumber(status, 'desiredHealthy') ?? 0,
  current: digNumber(status, 'currentHealthy') ?? 0,
})
