import { z } from 'zod'
import type { OwnContext } from '../bot/command.ts'
import { defineOwn } from '../bot/define.ts'
import { decide } from '../core/access.ts'
import type { Approval } from '../core/approval.ts'
import { done } from '../core/outcome.ts'
import { isRequester } from '../core/vote.ts'
import { requestsView } from '../views/requests.ts'

const mostOpen = 20
const mostDecided = 10
/** Read before the ones from elsewhere are left out. */
const mostRead = 200

/** Who waits for whom: every card has this as its way in by text. */
export const requests = defineOwn({
  name: 'requests',
  summary: 'Changes that wait for approval, and the last ones decided',
  usage: 'requests',
  examples: ['requests'],
  details: 'Shows your own and those for clusters and namespaces that you may read from here.',
  permission: 'objects:read',
  risk: 'read',
  flags: [],
  words: [],
  args: z.object({}),

  async run(_args, context) {
    const { approvals, operations } = context.services.store
    const open = await approvals.list({ states: ['pending'], limit: mostRead })
    const decided = await approvals.list({
      states: ['approved', 'denied', 'expired', 'cancelled', 'void'],
      limit: mostRead,
    })
    const shown = visible(decided, context).slice(0, mostDecided)
    const outcomes = await Promise.all(
      shown.map(async (approval) => ({ approval, run: await operations.ofApproval(approval.id) })),
    )
    return done(requestsView(visible(open, context).slice(0, mostOpen), outcomes))
  },
})

/** A request tells what runs where: only those see it who may read there from this place. */
function visible(
  approvals: readonly Approval[],
  { services, account, place }: OwnContext,
): readonly Approval[] {
  return approvals.filter((approval) => {
    if (isRequester(approval, account)) return true
    const { cluster, target, replicas } = approval.plan
    const ask = {
      permission: 'objects:read',
      risk: 'read',
      cluster,
      namespace: target.namespace,
      replicas,
    } as const
    return decide(services.policy(), account, place, ask).kind === 'allow'
  })
}
