import type { Approval, PersonRef } from '../core/approval.ts'
import type { AuditEvent } from '../core/audit.ts'
import { redact } from '../core/redact.ts'
import type { Parts } from './services.ts'
import type { Store } from './store.ts'

type Facts = Omit<AuditEvent, 'at' | 'line' | 'actor'> & {
  readonly line: string
  readonly by: PersonRef | 'bot'
}

/** Writes one audit row, redacted, and says its hash in the log too, so that a cut-off tail shows. */
export async function record(
  { clock, log }: Pick<Parts, 'clock' | 'log'>,
  store: Store,
  facts: Facts,
): Promise<void> {
  const { by, line, detail, ...rest } = facts
  const event: AuditEvent = {
    ...rest,
    at: clock.now(),
    actor: by === 'bot' ? 'bot' : `slack:${by.team}/${by.user}`,
    line: redact(line),
    detail: detail === null ? null : redact(detail),
  }
  const { seq, hash } = await store.audit.append(event)
  log.info(
    {
      audit: seq,
      head: `sha256:${hash}`,
      action: event.action,
      outcome: event.outcome,
      requestId: event.requestId,
    },
    'audit',
  )
}

/** The facts of a request that do not change from its first row to its last. */
export function factsOf({
  plan,
  id,
  requestId,
}: Approval): Pick<Facts, 'requestId' | 'risk' | 'cluster' | 'namespace' | 'line' | 'approvalId'> {
  const { risk, cluster, target, line } = plan
  return { requestId, risk, cluster, namespace: target.namespace, line, approvalId: id }
}
