import { z } from 'zod'
import type { Surroundings } from '../bot/command.ts'
import { notRolling } from '../bot/drafts/template.ts'
import type { ApiKind, ObjectRef } from '../core/kube.ts'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { namespaceArg, pointedAt, refOf } from './args.ts'

/** What every change takes: the object's words and where it lives. */
export const targetArgs = {
  target: z.array(z.string()).default([]),
  namespace: namespaceArg,
}

/** One object that a change is aimed at. */
export interface ObjectAim {
  readonly namespace: string | null
  readonly kind: ApiKind
  readonly ref: ObjectRef
}

/** Finds the one object that `TYPE/NAME` or `TYPE NAME` means; the failure is a sentence. */
export function aimAtOne(
  { target, namespace }: { readonly target: readonly string[]; readonly namespace?: string | undefined },
  surroundings: Surroundings,
): Outcome<ObjectAim, string> {
  const pointed = pointedAt(target, surroundings.kinds, 'objects')
  if (!pointed.ok) return pointed
  const [one, ...more] = pointed.value
  if (!one || one.name === null)
    return failed(`Name the object too: ${target[0] ?? 'deploy'}/NAME. Nothing was done.`)
  if (more.length > 0) {
    return failed('One object at a time, please. Nothing was done.')
  }
  const within = one.kind.namespaced ? (namespace ?? surroundings.namespace) : null
  return done({ namespace: within, kind: one.kind, ref: refOf(one.kind, within, one.name) })
}

/** The one workload that rolls out; a kind that never does is refused in a sentence. */
export function aimAtRollout(
  command: string,
  args: { readonly target: readonly string[]; readonly namespace?: string | undefined },
  surroundings: Surroundings,
): Outcome<ObjectAim, string> {
  const aim = aimAtOne(args, surroundings)
  const refused = aim.ok ? notRolling(command, aim.value.ref) : undefined
  return refused === undefined ? aim : failed(refused)
}
