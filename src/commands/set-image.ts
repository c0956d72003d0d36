import { z } from 'zod'
import { defineChange } from '../bot/define.ts'
import { imagesDraft, imageWishes } from '../bot/drafts/images.ts'
import { notRolling, templatedOf } from '../bot/drafts/template.ts'
import { sentence } from '../bot/problem.ts'
import { done, failed } from '../core/outcome.ts'
import { findObject } from './find.ts'
import { aimAtOne, targetArgs } from './target.ts'

/** Gives containers of a workload another image. */
export const setImage = defineChange({
  name: 'set image',
  summary: 'Run another image',
  usage: 'set image TYPE/NAME CONTAINER=IMAGE... [-n NAMESPACE] [--reason TEXT]',
  examples: ['set image deploy/api web=registry/api:1.9.0', 'set image sts/db *=registry/db:16.4 -n shop'],
  details: 'CONTAINER may be * for all of them. Init containers have names too.',
  permission: 'workloads:write',
  risk: 'change',
  flags: ['namespace'],
  words: ['...target'],
  args: z.object(targetArgs),

  target({ target: words, namespace }, surroundings) {
    const target = words.filter((word) => !word.includes('='))
    const wishes = imageWishes(words.filter((word) => word.includes('=')))
    if (!wishes.ok) return wishes
    const aim = aimAtOne({ target, namespace }, surroundings)
    if (!aim.ok) return aim
    const refused = notRolling('set image', aim.value.ref)
    return refused === undefined ? done({ ...aim.value, wishes: wishes.value }) : failed(refused)
  },

  async plan({ kind, ref, wishes }, context) {
    const found = await findObject({ kind, ref }, context)
    if (!found.ok) return found
    const workload = templatedOf(found.value)
    if (!workload) return sentence(`${ref.name} has no pod template to change. Nothing was done.`)
    const draft = imagesDraft(ref, { object: found.value, workload }, wishes)
    return draft.ok ? draft : sentence(draft.failure)
  },
})
