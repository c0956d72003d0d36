import { z } from 'zod'
import type { Answer } from '../bot/cluster.ts'
import { KubeObject } from '../core/kube.ts'
import { failed } from '../core/outcome.ts'
import type { Repeat } from './request.ts'

/** An object as it comes; some virtual kinds (metrics) have no uid. */
export const AnyObject = KubeObject.extend({
  metadata: KubeObject.shape.metadata.extend({ uid: z.string().default('') }),
})

/** Reads an answer's body by a schema; the age of an old answer stays with it. */
export function readAs<Value>(
  answer: Answer<string>,
  schema: z.ZodType<Value>,
  repeat: Repeat = 'read',
): Answer<Value> {
  if (!answer.ok) return answer
  const parsed = schema.safeParse(parseJson(answer.value))
  if (!parsed.success) {
    const problem = parsed.error.issues[0]
    const where = problem === undefined ? '' : ` (${problem.path.join('.')}: ${problem.message})`
    const message = `The answer was not understood${where}.`
    // A proxy's page instead of the object does not say whether the write got through.
    return failed(
      repeat === 'read' ? { kind: 'refused', status: 200, message } : { kind: 'noAnswer', message },
    )
  }
  return { ...answer, value: parsed.data }
}

/** Makes something else of a success. */
export function mapped<From, To>(answer: Answer<From>, make: (value: From) => To): Answer<To> {
  return answer.ok ? { ...answer, value: make(answer.value) } : answer
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
