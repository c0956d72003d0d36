import { z } from 'zod'

/** One line of who did what. `action` is a fixed word, `outcome` too; the rest is for people. */
export const AuditEvent = z.object({
  at: z.int(),
  requestId: z.string(),
  /** `slack:T…/U…`, or `bot`. */
  actor: z.string(),
  /** Who the cluster was told, if it was asked. */
  kubernetesUser: z.string().nullable(),
  action: z.enum(['command', 'request', 'vote', 'cancel', 'expire', 'execute', 'undo', 'refuse']),
  outcome: z.enum([
    'allowed',
    'denied',
    'waiting',
    'applied',
    'notApplied',
    'unknown',
    'failed',
    'expired',
    'cancelled',
  ]),
  risk: z.string(),
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
  /** The line as it was understood, redacted. */
  line: z.string(),
  approvalId: z.string().nullable(),
  detail: z.string().nullable(),
})
export type AuditEvent = z.output<typeof AuditEvent>

export const AuditRow = AuditEvent.extend({
  seq: z.int(),
  previous: z.string(),
  hash: z.string(),
})
export type AuditRow = z.output<typeof AuditRow>
