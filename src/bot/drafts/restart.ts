import type { ObjectRef } from '../../core/kube.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'
import type { Draft } from '../command.ts'
import { nameOf } from './names.ts'
import { replacementEffects, replacementWarnings, rollsByItself, type Templated } from './template.ts'

/** The annotation that kubectl writes: a new template, so that every pod is replaced. */
export function restartDraft(target: ObjectRef, workload: Templated, now: number): Outcome<Draft, string> {
  if (workload.spec.paused) {
    return failed(`Cannot restart the paused ${nameOf(target)}: resume its rollout first. Nothing was done.`)
  }
  if (!rollsByItself(workload)) {
    return failed(
      `${nameOf(target)} replaces its pods only when they are deleted (OnDelete): delete its pods one by one. Nothing was done.`,
    )
  }
  const restartedAt = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z')
  const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt }
  return done({
    title: `rollout restart ${nameOf(target)}`,
    target,
    operation: {
      verb: 'patch',
      type: 'strategic',
      body: { spec: { template: { metadata: { annotations } } } },
    },
    effects: replacementEffects(workload),
    warnings: replacementWarnings(workload),
    inverse: null,
    irreversible: 'A restart cannot be undone.',
    follow: 'rollout',
  })
}
