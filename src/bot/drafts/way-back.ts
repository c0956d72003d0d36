import { z } from 'zod'
import type { ObjectRef, Operation } from '../../core/kube.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'
import type { Draft } from '../command.ts'
import { type ImageWish, imagesDraft } from './images.ts'
import { nameOf } from './names.ts'
import { replicasOf, scaleDraft, type ScaleView } from './scale.ts'
import { templatedOf } from './template.ts'
import { templateIn, wholeTemplate } from './whole-template.ts'

/** The way back as a change of its own, with how a person would type it. */
export interface WayBack {
  readonly draft: Draft
  readonly typed: {
    readonly name: string
    readonly words: readonly string[]
    readonly flags: Readonly<Record<string, string>>
  }
}

type View = Omit<ScaleView, 'from' | 'to'>

/**
 * What was recorded as the inverse, sketched from the object as it is now and by the same pieces as if it were typed:
 * others may have changed it since, and limits, warnings and the way back from here are about what happens now.
 */
export function wayBack(target: ObjectRef, inverse: Operation, view: View): Outcome<WayBack, string> {
  if (inverse.verb === 'scale') return scaleBack(target, inverse.replicas, view)
  const { object } = view
  const name = nameOf(target)
  const workload = templatedOf(object)
  const wishes = imagesIn(inverse)
  const template = templateIn(inverse)
  if (workload && wishes) {
    const draft = imagesDraft(target, { object, workload }, wishes)
    const words = [name, ...wishes.map(({ container, image }) => `${container}=${image}`)]
    return draft.ok ? done({ draft: draft.value, typed: { name: 'set image', words, flags: {} } }) : draft
  }
  if (workload && template) {
    const called = 'the template that was there before'
    const put = wholeTemplate(target, { object, workload }, { template, called })
    if (!put.ok) return put
    const draft = { ...put.value, title: `put the pod template of ${name} back` }
    return done({ draft, typed: { name: 'rollout undo', words: [name], flags: {} } })
  }
  const what = 'Nothing was done; type what you want instead.'
  return failed(`I do not know how ${name} gets back to where it was. ${what}`)
}

function scaleBack(target: ObjectRef, to: number, view: View): Outcome<WayBack, string> {
  const name = nameOf(target)
  const from = replicasOf(view.object)
  if (from === undefined)
    return failed(`${name} does not say any more how many copies it runs. Nothing was done.`)
  if (from === to) return failed(`${name} already has ${to} replicas; nothing to undo.`)
  const typed = { name: 'scale', words: [name], flags: { replicas: String(to) } }
  return done({ draft: scaleDraft(target, { ...view, from, to }), typed })
}

const images = z.array(z.strictObject({ name: z.string(), image: z.string() })).default([])
const Images = z.strictObject({
  spec: z.strictObject({
    template: z.strictObject({ spec: z.strictObject({ containers: images, initContainers: images }) }),
  }),
})

function imagesIn(operation: Operation): readonly ImageWish[] | undefined {
  if (operation.verb !== 'patch') return undefined
  const pods = Images.safeParse(operation.body).data?.spec.template.spec
  return (
    pods &&
    [...pods.containers, ...pods.initContainers].map(({ name, image }) => ({ container: name, image }))
  )
}
