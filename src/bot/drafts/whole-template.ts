import { z } from 'zod'
import type { KubeObject, ObjectRef, Operation } from '../../core/kube.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'
import type { Draft } from '../command.ts'
import { hashOf } from '../hash.ts'
import { nameOf } from './names.ts'
import { revertedWith } from './reverted.ts'
import { Template } from './revisions.ts'
import { replacementEffects, replacementWarnings, rollsByItself, type Templated } from './template.ts'

/** Another pod template in the place of the whole one that is there now; the failure is a sentence. */
export function wholeTemplate(
  target: ObjectRef,
  { object, workload }: { readonly object: KubeObject; readonly workload: Templated },
  { template, called }: { readonly template: Template; readonly called: string },
): Outcome<Omit<Draft, 'title' | 'risk' | 'replicas'>, string> {
  const name = nameOf(target)
  if (workload.spec.paused) {
    return failed(`Cannot undo the rollout of the paused ${name}: resume it first. Nothing was done.`)
  }
  const current = currentTemplate(object)
  if (!current) return failed(`${name} has no pod template to put back. Nothing was done.`)
  if (hashOf(current) === hashOf(template)) return failed(`${name} already runs ${called}; nothing to do.`)
  return done({
    target,
    operation: replaceTemplate(target, template),
    effects: replacementEffects(workload),
    warnings: [everything(revertedWith(current, template)), ...replacementWarnings(workload)],
    inverse: replaceTemplate(target, current),
    irreversible: null,
    follow: rollsByItself(workload) ? 'rollout' : 'none',
  })
}

/** The template that an operation puts in the place of the whole one; undefined when it does something else. */
export function templateIn(operation: Operation): Template | undefined {
  if (operation.verb !== 'patch') return undefined
  const replaced = Replace.safeParse(operation.body).data
  if (replaced) return replaced[0].value
  const merged = Merge.safeParse(operation.body).data?.spec.template
  if (!merged) return undefined
  const { $patch: _directive, ...template } = merged
  return template
}

const Replace = z.tuple([
  z.object({ op: z.literal('replace'), path: z.literal('/spec/template'), value: Template }),
])
const Merge = z.object({
  spec: z.object({ template: z.object({ $patch: z.literal('replace') }).catchall(z.json()) }),
})

function currentTemplate(object: KubeObject): Template | undefined {
  const spec = object['spec']
  if (typeof spec !== 'object' || spec === null || !('template' in spec)) return undefined
  return Template.safeParse(spec.template).data
}

/** What kubectl sends: a Deployment's template by JSON patch, the others' by the patch that a ControllerRevision is. */
function replaceTemplate({ kind }: ObjectRef, template: Template): Operation {
  return kind === 'Deployment'
    ? { verb: 'patch', type: 'json', body: [{ op: 'replace', path: '/spec/template', value: template }] }
    : { verb: 'patch', type: 'strategic', body: { spec: { template: { ...template, $patch: 'replace' } } } }
}

function everything(reverted: readonly string[]): string {
  const what = 'The whole pod template goes back, not only images'
  return reverted.length === 0 ? `${what}.` : `${what}: ${reverted.join('; ')}.`
}
