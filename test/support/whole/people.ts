import { Policy } from '../../../src/core/policy.ts'
import { policy as shopPolicy } from '../policy.ts'
import type { FakeChannel, World } from '../fake-slack/world.ts'

/** The small company's policy, in the fake workspace, with a second approver. */
export const companyPolicy: Policy = Policy.parse({
  ...shopPolicy,
  teams: ['T1'],
  people: [
    ...shopPolicy.people,
    { slack: 'U1ABE', kubernetes: { user: 'abe@example.com', groups: ['approvers'] } },
  ],
})

const people = ['U1VERA', 'U1OSCAR', 'U1OLGA', 'U1ADA', 'U1ABE', 'U1DANA', 'U1GUS']
const rooms = ['C1SHOP', 'C1DEV', 'C1PLATFORM', 'C1LOOK', 'C1RANDOM']

/** Everybody of the company, and Gus whom the policy does not know, in every channel. */
export function moveIn(world: World): void {
  for (const id of people) {
    const profile = { email: `${id.slice(2).toLowerCase()}@example.com` }
    world.users.set(id, { id, team_id: world.team, is_email_confirmed: true, profile })
  }
  const members = [...people, 'UGUEST', 'USTRANGE', 'UFOREIGN', world.botUser]
  for (const id of rooms) world.channels.set(id, room(id, members))
  for (const id of members.filter((one) => one !== world.botUser)) {
    const direct = `D${id.slice(1)}`
    world.channels.set(direct, { ...room(direct, [id, world.botUser]), is_im: true })
  }
}

function room(id: string, members: readonly string[]): FakeChannel {
  return { id, members: new Set(members), is_im: false, is_archived: false, is_ext_shared: false }
}
