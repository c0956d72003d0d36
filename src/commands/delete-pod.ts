import { z } from 'zod'
import { defineChange } from '../bot/define.ts'
import { deletePodDraft } from '../bot/drafts/delete-pod.ts'
import { neighbours } from '../bot/drafts/neighbours.ts'
import { sentence } from '../bot/problem.ts'
import { done, failed } from '../core/outcome.ts'
import { findObject } from './find.ts'
import { aimAtOne, targetArgs } from './target.ts'

/** Ends one pod, so that its controller makes a new one. The word after `delete` is a type, as in kubectl. */
export const deletePod = defineChange({
  name: 'delete',
  summary: 'Delete a pod, so that a new one is made',
  usage: 'delete pod NAME [-n NAMESPACE] [--reason TEXT]',
  examples: ['delete pod api-7d9f8c6b5-x2x4z -n shop', 'delete pod/api-7d9f8c6b5-x2x4z'],
  details:
    'One pod at a time, with the grace period that it asked for. A PodDisruptionBudget is shown, not asked.',
  permission: 'pods:delete',
  risk: 'destroy',
  flags: ['namespace'],
  words: ['...target'],
  args: z.object(targetArgs),

  target(args, surroundings) {
    const aim = aimAtOne(args, surroundings)
    if (!aim.ok) return aim
    const { group, kind, name } = aim.value.ref
    if (group === '' && kind === 'Pod') return done(aim.value)
    return failed(
      `Only pods can be deleted from chat, not ${kind.toLowerCase()}/${name}: remove it where it is kept, in your repository. Nothing was done.`,
    )
  },

  async plan({ kind, ref, namespace }, context) {
    const found = await findObject({ kind, ref }, context)
    if (!found.ok) return found
    const draft = deletePodDraft(ref, found.value, await neighbours('budgets', namespace, context))
    return draft.ok ? draft : sentence(draft.failure)
  },
})
