import { z } from 'zod'
import { defineOwn } from '../bot/define.ts'
import { approvalId, reasonText, vote } from './vote.ts'

/** The card's Approve and Confirm, typed. Whether it counts is judged with the vote, not before. */
export const approve = defineOwn({
  name: 'approve',
  summary: 'Approve a change that waits, or confirm your own',
  usage: 'approve ID [--reason TEXT]',
  examples: ['approve REQ-7F3K', 'approve 7f3k --reason "checked the dashboard"'],
  permission: 'objects:read',
  offeredTo: ['approvals:vote', 'workloads:write', 'pods:delete'],
  risk: 'read',
  flags: ['reason'],
  words: ['id'],
  args: z.object({ id: approvalId, reason: reasonText.optional() }),
  run: ({ id, reason }, context) => vote({ id, verdict: 'approve', reason: reason ?? null }, context),
})
