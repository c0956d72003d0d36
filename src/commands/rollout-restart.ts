import { z } from 'zod'
import { defineChange } from '../bot/define.ts'
import { restartDraft } from '../bot/drafts/restart.ts'
import { notRolling, templatedOf } from '../bot/drafts/template.ts'
import { sentence } from '../bot/problem.ts'
import { failed } from '../core/outcome.ts'
import { findObject } from './find.ts'
import { aimAtOne, targetArgs } from './target.ts'

/** Restarts a workload the way `kubectl rollout restart` does. */
export const rolloutRestart = defineChange({
  name: 'rollout restart',
  summary: 'Restart a workload, pod by pod',
  usage: 'rollout restart TYPE/NAME [-n NAMESPACE] [--reason TEXT]',
  examples: ['rollout restart deploy/api -n shop'],
  permission: 'workloads:write',
  risk: 'change',
  flags: ['namespace'],
  words: ['...target'],
  args: z.object(targetArgs),

  target(args, surroundings) {
    const aim = aimAtOne(args, surroundings)
    const refused = aim.ok ? notRolling('rollout restart', aim.value.ref) : undefined
    return refused === undefined ? aim : failed(refused)
  },

  async plan({ kind, ref }, context) {
    const found = await findObject({ kind, ref }, context)
    if (!found.ok) return found
    const workload = templatedOf(found.value)
    if (!workload) return sentence(`${ref.name} has no pod template to restart. Nothing was done.`)
    const draft = restartDraft(ref, workload, context.services.clock.now())
    return draft.ok ? draft : sentence(draft.failure)
  },
})
