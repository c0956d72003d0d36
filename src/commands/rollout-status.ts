import { z } from 'zod'
import { defineRead } from '../bot/define.ts'
import { rolloutProgress } from '../bot/rollout.ts'
import { sentence } from '../bot/problem.ts'
import { workloadOf } from '../bot/workload.ts'
import { done } from '../core/outcome.ts'
import { rolloutView } from '../views/rollout.ts'
import { around } from './describe/around.ts'
import { findObject } from './find.ts'
import { aimAtRollout, targetArgs } from './target.ts'

/** Says how far a rollout is, and what holds it back. */
export const rolloutStatus = defineRead({
  name: 'rollout status',
  summary: 'See how far a rollout is, and what holds it back',
  usage: 'rollout status TYPE/NAME [-n NAMESPACE]',
  examples: ['rollout status deploy/api', 'rollout status sts/db -n shop'],
  flags: ['namespace'],
  words: ['...target'],
  permission: 'objects:read',
  risk: 'read',
  args: z.object(targetArgs),
  target: (args, surroundings) => aimAtRollout('rollout status', args, surroundings),
  async read(aim, context) {
    const object = await findObject(aim, context)
    if (!object.ok) return object
    const workload = workloadOf(object.value)
    if (!workload) return sentence(`${aim.ref.name} does not say how it runs.`)
    const described = await around(object.value, aim, context)
    return described.ok
      ? done({ workload, described: described.value, progress: rolloutProgress(workload) })
      : described
  },
  view: (found) => rolloutView(found),
})
