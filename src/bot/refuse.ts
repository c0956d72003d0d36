import type { Ask } from '../core/access.ts'
import type { PersonRef } from '../core/approval.ts'
import type { Denial } from '../core/denial.ts'
import type { Message } from './message.ts'
import { record } from './record.ts'
import type { Parts } from './services.ts'

interface Refused {
  readonly requestId: string
  readonly person: PersonRef
  readonly ask: Ask
  readonly line: string
  readonly denial: Denial
}

/** Says no: in the audit, in the metrics and to the person. */
export async function refuse(
  parts: Parts,
  { requestId, person, ask, line, denial }: Refused,
): Promise<Message> {
  const { risk, cluster, namespace } = ask
  await parts.store.atomically((store) =>
    record(parts, store, {
      requestId,
      by: person,
      kubernetesUser: null,
      action: 'refuse',
      outcome: 'denied',
      risk,
      cluster,
      namespace,
      line,
      approvalId: null,
      detail: denial.message,
    }),
  )
  parts.meter.denial(denial.by)
  return parts.voice.denied(denial, requestId)
}
