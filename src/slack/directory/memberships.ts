import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Capability } from '../capability.ts'

const Groups = z.array(z.object({ id: z.string(), users: z.array(z.string()).default([]) })).default([])

/** Who is in which user groups, in one call. Nobody is in any where Slack has none to tell. */
export async function readMemberships(
  client: WebClient,
  usergroups: Capability,
  team: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const answer = await usergroups.ask(() =>
    client.usergroups.list({ include_users: true, include_disabled: false, team_id: team }),
  )
  const groups = new Map<string, string[]>()
  for (const { id, users } of Groups.parse(answer?.usergroups)) {
    for (const user of users) groups.set(user, [...(groups.get(user) ?? []), id])
  }
  return groups
}
