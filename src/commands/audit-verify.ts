import { z } from 'zod'
import { defineOwn } from '../bot/define.ts'
import { done } from '../core/outcome.ts'
import { auditVerifyView } from '../views/audit.ts'

/** Walks the chain of hashes: a changed, removed or inserted row breaks it. */
export const auditVerify = defineOwn({
  name: 'audit verify',
  summary: 'Check that nobody has changed the audit',
  usage: 'audit verify',
  examples: ['audit verify'],
  details: 'Keep the head outside of the database: with it you can prove that the end was not cut off.',
  permission: 'audit:read',
  risk: 'sensitive',
  flags: [],
  words: [],
  args: z.object({}),
  run: async (_args, { services }) => done(auditVerifyView(await services.store.audit.verify())),
})
