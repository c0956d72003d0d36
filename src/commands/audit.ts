import { z } from 'zod'
import type { OwnContext } from '../bot/command.ts'
import { defineOwn } from '../bot/define.ts'
import { decide } from '../core/access.ts'
import type { AuditRow } from '../core/audit.ts'
import { parseDuration } from '../core/duration.ts'
import { fenceOf } from '../core/fence.ts'
import { done } from '../core/outcome.ts'
import { auditView } from '../views/audit.ts'
import { switchArg } from './args.ts'

const most = 500

const userArg = z
  .string()
  .regex(/^(@?[UW][A-Z0-9]+|bot)$/i, 'mention somebody, such as @alice, or say bot')
  .transform((user) => (user === 'bot' ? user : user.replace(/^@/, '').toUpperCase()))

const sinceArg = z.string().transform((text, issues) => {
  const milliseconds = parseDuration(text)
  if (milliseconds !== undefined) return milliseconds
  issues.addIssue({ code: 'custom', message: 'a duration, such as 7d' })
  return z.NEVER
})

/** Who did what, newest first. */
export const audit = defineOwn({
  name: 'audit',
  summary: 'Who did what, when and with what outcome',
  usage: 'audit [--user @SOMEBODY] [--since 7d] [--writes]',
  examples: ['audit --since 24h --writes', 'audit --user @alice --since 7d'],
  permission: 'audit:read',
  risk: 'sensitive',
  flags: ['user', 'since', 'writes'],
  words: [],
  args: z.object({ user: userArg.optional(), since: sinceArg.optional(), writes: switchArg }),

  async run({ user, since, writes }, context) {
    const { services } = context
    const rows = await services.store.audit.list({
      ...(user === undefined ? {} : { user }),
      ...(since === undefined ? {} : { since: services.clock.now() - since }),
      writesOnly: writes,
      limit: most,
    })
    return done(
      auditView(
        rows.filter((row) => mayKnow(row, context)),
        most,
      ),
    )
  },
})

/** A row tells what runs where: only what this place reaches, and what the reader's grant covers, is told here. */
function mayKnow({ cluster, namespace }: AuditRow, { services, account, place }: OwnContext): boolean {
  const policy = services.policy()
  const clusters = cluster === null ? (fenceOf(policy, place)?.clusters ?? []) : [cluster]
  return clusters.some((name) => {
    const where = { cluster: name, namespace: cluster === null ? null : namespace }
    const ask = { permission: 'audit:read', risk: 'sensitive', ...where, replicas: null } as const
    return decide(policy, account, place, ask).kind === 'allow'
  })
}
