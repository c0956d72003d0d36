import type { Denial } from './denial.ts'
import type { Policy } from './policy.ts'
import { lineage } from './roles.ts'

/** Holds a change of replicas against the limits of the roles that grant it: the most generous role counts. */
export function withinLimits(
  policy: Policy,
  roles: readonly string[],
  replicas: { readonly from: number; readonly to: number } | null,
): Denial | undefined {
  if (!replicas) return undefined
  const refusals = roles.map((role) => refusal(limitsOf(policy, role), replicas))
  if (refusals.includes(undefined)) return undefined
  return { by: 'limit', message: refusals[0] ?? 'No role allows this number of replicas.' }
}

interface Limits {
  readonly maxReplicas?: number | undefined
  readonly maxStep?: number | undefined
}

/** The nearest role in the line of inheritance that sets a limit decides it. */
function limitsOf(policy: Policy, role: string): Limits {
  const all = lineage(policy, role).map(({ limits }) => limits)
  return {
    maxReplicas: all.find((limits) => limits.maxReplicas !== undefined)?.maxReplicas,
    maxStep: all.find((limits) => limits.maxStep !== undefined)?.maxStep,
  }
}

function refusal(
  { maxReplicas, maxStep }: Limits,
  { from, to }: { from: number; to: number },
): string | undefined {
  if (maxReplicas !== undefined && to > maxReplicas)
    return `Your role may scale to ${maxReplicas} replicas at most, not to ${to}.`
  const step = Math.abs(to - from)
  if (maxStep !== undefined && step > maxStep)
    return `Your role may change ${maxStep} replicas at once at most, not ${step}.`
  return undefined
}
