import { z } from 'zod'
import type { ClusterContext } from '../bot/command.ts'
import { defineChange } from '../bot/define.ts'
import { revisionsOf } from '../bot/drafts/revisions.ts'
import { Selector, selectorText } from '../bot/drafts/selects.ts'
import { notRolling, templatedOf } from '../bot/drafts/template.ts'
import { undoDraft } from '../bot/drafts/undo.ts'
import { clusterProblem, sentence } from '../bot/problem.ts'
import type { KubeObject } from '../core/kube.ts'
import { done, failed } from '../core/outcome.ts'
import { findObject } from './find.ts'
import { aimAtOne, type ObjectAim, targetArgs } from './target.ts'

const revision = z
  .string()
  .regex(/^\d{1,9}$/, '--to-revision needs a revision, such as 41; see rollout history')
  .transform(Number)

/** Puts an earlier revision of a workload back. */
export const rolloutUndo = defineChange({
  name: 'rollout undo',
  summary: 'Go back to an earlier revision',
  usage: 'rollout undo TYPE/NAME [--to-revision=N] [-n NAMESPACE] [--reason TEXT]',
  examples: ['rollout undo deploy/api', 'rollout undo deploy/api --to-revision=41 -n shop'],
  details: 'Without --to-revision the one before. More than one revision back counts as destroying.',
  permission: 'workloads:write',
  risk: 'change',
  flags: ['to-revision', 'namespace'],
  words: ['...target'],
  args: z.object({ ...targetArgs, toRevision: revision.optional() }),

  target({ toRevision, ...args }, surroundings) {
    const aim = aimAtOne(args, surroundings)
    if (!aim.ok) return aim
    const refused = notRolling('rollout undo', aim.value.ref)
    // kubectl means the one before by 0.
    const wanted = toRevision === 0 ? undefined : toRevision
    return refused === undefined ? done({ ...aim.value, wanted }) : failed(refused)
  },

  async plan(aim, context) {
    const found = await findObject(aim, context)
    if (!found.ok) return found
    const workload = templatedOf(found.value)
    if (!workload) return sentence(`${aim.ref.name} has no pod template to put back. Nothing was done.`)
    const history = await historyOf(aim, found.value, context)
    if (!history.ok) return clusterProblem(context.cluster.name, history.failure)
    const revisions = revisionsOf(found.value, history.value)
    const draft = undoDraft(aim.ref, { object: found.value, workload, revisions, wanted: aim.wanted })
    return draft.ok ? draft : sentence(draft.failure)
  },
})

async function historyOf(
  { ref, namespace }: ObjectAim,
  object: KubeObject,
  { session, surroundings }: ClusterContext,
) {
  const plural = ref.kind === 'Deployment' ? 'replicasets' : 'controllerrevisions'
  const kind = surroundings.kinds.find((one) => one.group === 'apps' && one.plural === plural)
  if (!kind) return done([])
  const selector = selectorOf(object)
  return await session.list(kind, {
    namespace,
    ...(selector ? { labelSelector: selectorText(selector) } : {}),
  })
}

function selectorOf(object: KubeObject): Selector | undefined {
  return z.looseObject({ spec: z.looseObject({ selector: Selector }) }).safeParse(object).data?.spec.selector
}
