import { z } from 'zod'
import { defineOwn } from '../bot/define.ts'
import { approvalId, reasonText, vote } from './vote.ts'

/** The card's Deny and Cancel, typed. */
export const deny = defineOwn({
  name: 'deny',
  summary: 'Deny a change that waits, or cancel your own',
  usage: 'deny ID --reason TEXT',
  examples: ['deny REQ-7F3K --reason "not during the sale"'],
  permission: 'objects:read',
  offeredTo: ['approvals:vote', 'workloads:write', 'pods:delete'],
  risk: 'read',
  flags: ['reason'],
  words: ['id'],
  args: z.object({ id: approvalId, reason: reasonText }),
  run: ({ id, reason }, context) => vote({ id, verdict: 'deny', reason }, context),
})
