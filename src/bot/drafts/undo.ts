import type { KubeObject, ObjectRef } from '../../core/kube.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'
import type { Draft } from '../command.ts'
import { nameOf } from './names.ts'
import type { Revision } from './revisions.ts'
import type { Templated } from './template.ts'
import { wholeTemplate } from './whole-template.ts'

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
  { revisions, wanted, ...view }: UndoView,
): Outcome<Draft, string> {
  const name = nameOf(target)
  const chosen = choose(name, revisions, wanted)
  if (!chosen.ok) return chosen
  const { number, template } = chosen.value
  const put = wholeTemplate(target, view, { template, called: `the template of revision ${number}` })
  if (!put.ok) return put
  const back = revisions.filter((revision) => revision.number > number).length
  return done({
    ...put.value,
    title: `rollout undo ${name} to revision ${number}`,
    risk: back > 1 ? 'destroy' : 'change',
    effects: [
      `Back to revision ${number}, ${back === 1 ? 'the one before' : `${back} revisions back`}.`,
      ...put.value.effects,
    ],
  })
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
