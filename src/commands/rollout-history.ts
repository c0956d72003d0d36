import { z } from 'zod'
import { defineRead } from '../bot/define.ts'
import { historyOf } from '../bot/health/history.ts'
import { done } from '../core/outcome.ts'
import { historyView } from '../views/history.ts'
import { findObject } from './find.ts'
import { listRevisions } from './list-revisions.ts'
import { aimAtRollout, targetArgs } from './target.ts'

/** Lists the revisions that a workload can go back to. */
export const rolloutHistory = defineRead({
  name: 'rollout history',
  summary: 'List the revisions of a workload: images, cause and age',
  usage: 'rollout history TYPE/NAME [-n NAMESPACE]',
  examples: ['rollout history deploy/api', 'rollout history sts db -n shop'],
  flags: ['namespace'],
  words: ['...target'],
  permission: 'objects:read',
  risk: 'read',
  args: z.object(targetArgs),
  target: (args, surroundings) => aimAtRollout('rollout history', args, surroundings),
  async read(aim, context) {
    const object = await findObject(aim, context)
    if (!object.ok) return object
    const candidates = await listRevisions(aim.ref, object.value, context)
    if (!candidates.ok) return candidates
    return done({ entries: historyOf(object.value, candidates.value), now: context.services.clock.now() })
  },
  view: ({ entries, now }, { ref }) => historyView(entries, ref, now),
})
