import { failed } from '../core/outcome.ts'
import type { Answer } from './cluster.ts'

/**
 * What decides about a write must have been seen now: an answer from memory, which is good enough for people to read
 * while a cluster is away, would show the object as it was before the write.
 */
export function fresh<Value>(answer: Answer<Value>): Answer<Value> {
  if (!answer.ok || answer.ageMs === undefined) return answer
  return failed({
    kind: 'resting',
    retryInMs: 0,
    message: 'The cluster does not answer; only an old answer is known.',
  })
}
