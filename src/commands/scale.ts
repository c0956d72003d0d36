import { z } from 'zod'
import type { ClusterContext, Draft, Rule } from '../bot/command.ts'
import { defineChange } from '../bot/define.ts'
import { nameOf } from '../bot/drafts/names.ts'
import { neighbours } from '../bot/drafts/neighbours.ts'
import { replicasOf, scaleDraft } from '../bot/drafts/scale.ts'
import { sentence, type Problem } from '../bot/problem.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { scaleForm } from '../views/voice/forms.ts'
import { findObject } from './find.ts'
import { aimAtOne, type ObjectAim, targetArgs } from './target.ts'

interface ScaleAim extends ObjectAim {
  readonly replicas: number
  readonly rule: Rule
}

const count = z
  .string()
  .regex(/^\d{1,4}$/, '--replicas needs a whole number from 0 to 9999')
  .transform(Number)

const scaleArgs = z
  .object({ ...targetArgs, replicas: count.optional() })
  .transform(({ replicas, ...args }, issues) => {
    if (replicas !== undefined) return { ...args, replicas }
    const misplaced = countAmong(args.target)
    issues.addIssue(misplaced === undefined ? '--replicas is missing' : `Write --replicas=${misplaced}`)
    return z.NEVER
  })

/** `scale deploy/api 5`: a number without its flag is not guessed at, but told how to be written. */
function countAmong(target: unknown): string | undefined {
  const last: unknown = Array.isArray(target) ? target.at(-1) : undefined
  return typeof last === 'string' ? /^(?:replicas=)?(\d{1,4})$/.exec(last)?.[1] : undefined
}

/** Sets how many copies run, for every kind that has a scale. */
export const scale = defineChange({
  name: 'scale',
  summary: 'Run more or fewer copies of a workload',
  usage: 'scale TYPE/NAME --replicas=N [-n NAMESPACE] [--reason TEXT]',
  examples: ['scale deploy/api --replicas=5', 'scale sts db --replicas=3 -n shop'],
  details: 'Works for every kind that has a scale, custom ones too. Scaling to 0 counts as destroying.',
  permission: 'workloads:write',
  risk: 'change',
  flags: ['replicas', 'namespace'],
  words: ['...target'],
  args: scaleArgs,
  form: ({ replicas, target }) =>
    replicas === undefined && countAmong(target) === undefined ? scaleForm() : null,

  target({ replicas, ...args }, surroundings): Outcome<ScaleAim, string> {
    const aim = aimAtOne(args, surroundings)
    if (!aim.ok) return aim
    if (!aim.value.kind.subresources.includes('scale')) {
      return failed(
        `A ${aim.value.kind.kind} has no scale: only kinds that run copies have one, such as deploy, sts and rs.`,
      )
    }
    const risk = replicas === 0 ? 'destroy' : 'change'
    return done({ ...aim.value, replicas, rule: { permission: 'workloads:write', risk } })
  },

  async plan(aim, context): Promise<Outcome<Draft, Problem>> {
    const found = await findObject(aim, context)
    if (!found.ok) return found
    const name = nameOf(aim.ref)
    const from = replicasOf(found.value)
    if (from === undefined) {
      return sentence(
        `${name} does not say in spec.replicas how many copies it runs, so a scale could not be undone. Nothing was done.`,
      )
    }
    if (from === aim.replicas) return sentence(`${name} already has ${from} replicas; nothing to do.`)
    return done(
      scaleDraft(aim.ref, { object: found.value, from, to: aim.replicas, ...(await around(aim, context)) }),
    )
  },
})

async function around({ namespace }: ScaleAim, context: ClusterContext) {
  const [autoscalers, budgets, quotas] = await Promise.all([
    neighbours('autoscalers', namespace, context),
    neighbours('budgets', namespace, context),
    neighbours('quotas', namespace, context),
  ])
  return { autoscalers, budgets, quotas }
}
