import { z } from 'zod'
import type { OwnContext } from '../bot/command.ts'
import type { View } from '../bot/view.ts'
import { done, type Outcome } from '../core/outcome.ts'

/** `REQ-7F3K`, in any case and with or without its prefix. */
export const approvalId = z
  .string()
  .regex(/^(req-)?[a-z0-9]{4,12}$/i, 'an id looks like REQ-7F3K; requests lists the open ones')
  .transform((id) => `REQ-${id.toUpperCase().replace(/^REQ-/, '')}`)

export const reasonText = z.string().trim().min(1, 'say why').max(1_000, 'at most 1000 characters')

interface TypedVote {
  readonly id: string
  readonly verdict: 'approve' | 'deny'
  readonly reason: string | null
}

/** Casts a typed vote the same way as a click; what the voter is told is the answer. */
export async function vote(
  { id, verdict, reason }: TypedVote,
  { services, person, place, requestId }: OwnContext,
): Promise<Outcome<View, never>> {
  const told = await services.ballots.cast({
    approvalId: id,
    person,
    verdict,
    reason,
    place,
    by: 'line',
    requestId,
  })
  return done(told)
}
