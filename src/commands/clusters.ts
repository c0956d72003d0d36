import { z } from 'zod'
import { defineOwn } from '../bot/define.ts'
import { done } from '../core/outcome.ts'
import { clustersView } from '../views/clusters.ts'
import { reachableClusters } from './clusters/reachable.ts'

/** Shows the clusters that this person reaches from here, and how they are. */
export const clusters = defineOwn({
  name: 'clusters',
  summary: 'List the clusters that you reach from here, and how they are',
  usage: 'clusters',
  examples: ['clusters'],
  flags: [],
  words: [],
  permission: 'clusters:read',
  risk: 'read',
  args: z.object({}),
  async run(_, { services, account, place }) {
    const reachable = reachableClusters(services, account, place)
    const looked = await Promise.all(
      reachable.map(async (cluster) => {
        const answer = await cluster.ping()
        return { name: cluster.name, state: cluster.state(), answer }
      }),
    )
    return done(clustersView(looked))
  },
})
