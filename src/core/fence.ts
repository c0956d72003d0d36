import type { Ask, Place } from './access.ts'
import type { Denial } from './denial.ts'
import { covers } from './pattern.ts'
import type { Fence, Policy } from './policy.ts'
import { risks } from './risk.ts'
import { didYouMean } from './suggest.ts'

/** What the place is bound to; undefined where the policy says nothing of it. */
export function fenceOf(policy: Policy, { channel, direct }: Place): Fence | undefined {
  if (direct) return policy.direct
  return Object.hasOwn(policy.channels, channel) ? policy.channels[channel] : undefined
}

/** A place reaches only what it is bound to. Returns why not, or undefined when the ask is inside. */
export function insideFence(fence: Fence | undefined, ask: Ask): Denial | undefined {
  if (!fence) {
    const message =
      'This channel is bound to no cluster: only help and whoami work here. Use a channel that is, or ask an admin to bind this one.'
    return { by: 'channel', message }
  }
  if (risks.indexOf(ask.risk) > risks.indexOf(fence.ceiling)) {
    return { by: 'ceiling', message: `This place allows ${fence.ceiling} at most, and this is ${ask.risk}.` }
  }
  if (ask.cluster === null) return undefined
  if (!fence.clusters.includes(ask.cluster)) {
    return {
      by: 'cluster',
      message: `This channel reaches ${fence.clusters.join(', ')} only, not ${ask.cluster}.`,
    }
  }
  if (covers(fence.namespaces, ask.namespace)) return undefined
  const spelledOut = fence.namespaces.filter((pattern) => !pattern.includes('*'))
  const hint = ask.namespace === null ? '' : didYouMean(ask.namespace, spelledOut)
  const what = ask.namespace === null ? 'the whole cluster' : `the namespace ${ask.namespace}`
  return {
    by: 'namespace',
    message: `This channel reaches the namespace ${fence.namespaces.join(', ')} only, not ${what}.${hint}`,
  }
}
