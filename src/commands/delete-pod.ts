import { z } from 'zod'
import { defineChange } from '../bot/define.ts'
import { deletePodDraft } from '../bot/drafts/delete-pod.ts'
import { neighbours } from '../bot/drafts/neighbours.ts'
import { sentence } from '../bot/problem.ts'
import { failed } from '../core/outcome.ts'
import { namesArg, namespaceArg } from './args.ts'
import { findObject } from './find.ts'
import { aimAtOne } from './target.ts'

/** Ends one pod, so that its controller makes a new one. */
export const deletePod = defineChange({
  name: 'delete pod',
  summary: 'Delete a pod, so that a new one is made',
  usage: 'delete pod NAME [-n NAMESPACE] [--reason TEXT]',
  examples: ['delete pod api-7d9f8c6b5-x2x4z -n shop', 'delete pod/api-7d9f8c6b5-x2x4z'],
  details:
    'One pod at a time, with the grace period that it asked for. A PodDisruptionBudget is shown, not asked.',
  permission: 'pods:delete',
  risk: 'destroy',
  flags: ['namespace'],
  words: ['...names'],
  args: z.object({ names: namesArg, namespace: namespaceArg }),

  target({ names, namespace }, surroundings) {
    if (names.length === 0) return failed('Name the pod: delete pod NAME. Nothing was done.')
    return aimAtOne({ target: ['pods', ...names], namespace }, surroundings)
  },

  async plan({ kind, ref, namespace }, context) {
    const found = await findObject({ kind, ref }, context)
    if (!found.ok) return found
    const draft = deletePodDraft(ref, found.value, await neighbours('budgets', namespace, context))
    return draft.ok ? draft : sentence(draft.failure)
  },
})
