import { z } from 'zod'
import { defineOwn } from '../bot/define.ts'
import { parseDuration } from '../core/duration.ts'
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

  async run({ user, since, writes }, { services }) {
    const rows = await services.store.audit.list({
      ...(user === undefined ? {} : { user }),
      ...(since === undefined ? {} : { since: services.clock.now() - since }),
      writesOnly: writes,
      limit: most,
    })
    return done(auditView(rows, most))
  },
})
