import type { KubeObject, ObjectRef, Operation } from '../../core/kube.ts'
import { done, failed, type Outcome } from '../../core/outcome.ts'
import { didYouMean } from '../../core/suggest.ts'
import type { Draft } from '../command.ts'
import { movesByItself, readImage } from './image-reference.ts'
import { nameOf } from './names.ts'
import { controllerOf } from './owner.ts'
import { replacementEffects, replacementWarnings, rollsByItself, type Templated } from './template.ts'

/** `web=reg/api:1.9.0`, read. `container` may be `*`: every one. */
export interface ImageWish {
  readonly container: string
  readonly image: string
}

/** Reads the words after the object; the failure is a sentence. */
export function imageWishes(words: readonly string[]): Outcome<readonly ImageWish[], string> {
  if (words.length === 0) {
    return failed('Say which container gets which image: web=registry/team/api:1.9.0. Nothing was done.')
  }
  const wishes: ImageWish[] = []
  for (const word of words) {
    const equals = word.indexOf('=')
    const container = word.slice(0, equals)
    const image = word.slice(equals + 1)
    if (container === '')
      return failed(`"${word}" names no container. Write CONTAINER=IMAGE. Nothing was done.`)
    const read = readImage(image)
    if (!read.ok) return read
    if (wishes.some((wish) => wish.container === container)) {
      return failed(`The container ${container} is named twice. Say it once. Nothing was done.`)
    }
    wishes.push({ container, image })
  }
  return done(wishes)
}

/** New images for some containers, with the old ones as the way back; the failure is a sentence. */
export function imagesDraft(
  target: ObjectRef,
  { object, workload }: { readonly object: KubeObject; readonly workload: Templated },
  wishes: readonly ImageWish[],
): Outcome<Draft, string> {
  const { containers, initContainers } = workload.spec.template.spec
  const names = [...containers, ...initContainers].map(({ name }) => name)
  const unknown = wishes.find(({ container }) => container !== '*' && !names.includes(container))
  if (unknown) {
    const meant = didYouMean(unknown.container, names)
    return failed(
      `${nameOf(target)} has no container "${unknown.container}".${meant} It has ${names.join(', ')}. Nothing was done.`,
    )
  }
  const changes = {
    containers: changesOf(containers, wishes),
    initContainers: changesOf(initContainers, wishes),
  }
  const all = [...changes.containers, ...changes.initContainers]
  if (all.length === 0)
    return failed(
      `${nameOf(target)} already has ${wishes.map(({ image }) => image).join(', ')}; nothing to do.`,
    )
  const owner = controllerOf(object)
  return done({
    title: `set image ${nameOf(target)} ${all.map(({ name, to }) => `${name} → ${to}`).join(', ')}`,
    target,
    operation: patchOf(changes, 'to'),
    effects: replacementEffects(workload),
    warnings: [
      ...all.flatMap(({ to }) => movingWarning(to)),
      ...replacementWarnings(workload),
      ...(owner ? [`It belongs to ${nameOf(owner)}, which may set it back.`] : []),
    ],
    inverse: patchOf(changes, 'from'),
    irreversible: null,
    follow: rollsByItself(workload) ? 'rollout' : 'none',
  })
}

interface Change {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** A container's own name wins over `*`, in whatever order they were typed. */
function changesOf(
  containers: readonly { name: string; image: string }[],
  wishes: readonly ImageWish[],
): Change[] {
  const all = wishes.find(({ container }) => container === '*')
  return containers.flatMap(({ name, image }) => {
    const to = (wishes.find(({ container }) => container === name) ?? all)?.image
    return to === undefined || to === image ? [] : [{ name, from: image, to }]
  })
}

function patchOf(
  { containers, initContainers }: { containers: readonly Change[]; initContainers: readonly Change[] },
  side: 'from' | 'to',
): Operation {
  const images = (changes: readonly Change[]) =>
    changes.map((change) => ({ name: change.name, image: change[side] }))
  const spec = {
    ...(containers.length > 0 ? { containers: images(containers) } : {}),
    ...(initContainers.length > 0 ? { initContainers: images(initContainers) } : {}),
  }
  return { verb: 'patch', type: 'strategic', body: { spec: { template: { spec } } } }
}

function movingWarning(image: string): readonly string[] {
  const read = readImage(image)
  if (!read.ok || !movesByItself(read.value)) return []
  return [`${image} has no fixed version: each pod may start something else. Name a tag or a digest.`]
}
