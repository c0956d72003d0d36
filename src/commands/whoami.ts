import { z } from 'zod'
import { defineOwn } from '../bot/define.ts'
import { fenceOf } from '../core/fence.ts'
import { done } from '../core/outcome.ts'
import { whoamiView } from '../views/whoami.ts'
import { accessOf, foundBy } from './whoami/access.ts'

/** Tells somebody who they are to the clusters, what they may do there, and what this place reaches. */
export const whoami = defineOwn({
  name: 'whoami',
  summary: 'See who you are to the clusters, your roles, and what this place reaches',
  usage: 'whoami',
  examples: ['whoami'],
  flags: [],
  words: [],
  permission: 'bot:read',
  risk: 'read',
  args: z.object({}),
  async run(_, { services, account, place }) {
    const policy = services.policy()
    return done(
      whoamiView({
        slack: account.user,
        foundBy: foundBy(policy, account),
        access: accessOf(
          policy,
          account,
          services.clusters.all.map(({ name }) => name),
        ),
        fence: fenceOf(policy, place),
        place,
      }),
    )
  },
})
