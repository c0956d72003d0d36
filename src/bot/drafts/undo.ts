import type { KubeObject, ObjectRef, Operation } from '../../core/kube.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'
import type { Draft } from '../command.ts'
import { hashOf } from '../hash.ts'
import { nameOf } from './names.ts'
import { revertedWith } from './reverted.ts'
import { type Revision, Template } from './revisions.ts'
import { replacementEffects, replacementWarnings, rollsByItself, type Templated } from './template.ts'

export interface UndoView {
  readonly object: KubeObject
  readonly workload: Templated
  /** Oldest first. */
  readonly revisions: readonly Revision[]
  /** Undefined: the one before. */
  readonly wanted: number | undefined
}

/** Puts the pod template of an earlier revision back, as `kubectl rollout undo` does; the failure is a sentence. */
export function undoDraft(
  target: ObjectRef,
  { object, workload, revisions, wanted }: UndoView,
): Outcome<Draft, string> {
  const name = nameOf(target)
  if (workload.spec.paused) {
    return failed(`Cannot undo the rollout of the paused ${name}: resume it first. Nothing was done.`)
  }
  const current = currentTemplate(object)
  const chosen = choose(name, revisions, wanted)
  if (!chosen.ok) return chosen
  const { number, template } = chosen.value
  if (!current) return failed(`${name} has no pod template to put back. Nothing was done.`)
  if (hashOf(current) === hashOf(template)) {
    return failed(`${name} already runs the template of revision ${number}; nothing to do.`)
  }
  const back = revisions.filter((revision) => revision.number > number).length
  const reverted = revertedWith(current, template)
  return done({
    title: `rollout undo ${name} to revision ${number}`,
    target,
    operation: replaceTemplate(target, template),
    risk: back > 1 ? 'destroy' : 'change',
    effects: [
      `Back to revision ${number}, ${back === 1 ? 'the one before' : `${back} revisions back`}.`,
      ...replacementEffects(workload),
    ],
    warnings: [everything(reverted), ...replacementWarnings(workload)],
    inverse: replaceTemplate(target, current),
    irreversible: null,
    follow: rollsByItself(workload) ? 'rollout' : 'none',
  })
}

function currentTemplate(object: KubeObject): Template | undefined {
  const spec = object['spec']
  if (typeof spec !== 'object' || spec === null || !('template' in spec)) return undefined
  return Template.safeParse(spec.template).data
}

function choose(
  name: string,
  revisions: readonly Revision[],
  wanted: number | undefined,
): Outcome<Revision, string> {
  const numbers = revisions.map(({ number }) => number)
  if (wanted === undefined) {
    const before = revisions.at(-2)
    return before ? done(before) : failed(`${name} has no earlier revision to go back to. Nothing was done.`)
  }
  const found = revisions.find(({ number }) => number === wanted)
  if (found) return done(found)
  const known = numbers.length === 0 ? 'It has none' : `It has ${numbers.join(', ')}`
  return failed(`${name} has no revision ${wanted}. ${known}. Nothing was done.`)
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
