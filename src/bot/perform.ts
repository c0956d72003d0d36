import type { KubeObject, ObjectRef, Operation } from '../core/kube.ts'
import type { Answer, Session, WriteOptions } from './cluster.ts'

/** Sends one operation, for real or as a dry run. Null when nothing is left of the object. */
export function perform(
  session: Session,
  target: ObjectRef,
  operation: Operation,
  options: WriteOptions,
): Promise<Answer<KubeObject | null>> {
  switch (operation.verb) {
    case 'patch':
      return session.patch(target, operation, options)
    case 'scale':
      return session.scale(target, operation.replicas, options)
    case 'remove':
      return session.remove(target, options)
  }
}
