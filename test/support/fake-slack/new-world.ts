import type { FakeChannel, FakeUser, World } from './world.ts'

export const team = 'T1'

/** Alice and Bob, whom everything is well with, and everybody whom something is wrong with. */
const people: readonly FakeUser[] = [
  person('UALICE', {}),
  person('UBOB', {}),
  person('UGUEST', { is_restricted: true }),
  person('USINGLE', { is_ultra_restricted: true }),
  person('UGONE', { deleted: true }),
  person('UROBOT', { is_bot: true }),
  person('UFLOW', { is_workflow_bot: true }),
  person('USTRANGE', { is_stranger: true }),
  person('UFOREIGN', { team_id: 'T2' }),
  person('UUNSURE', { is_email_confirmed: false }),
]

const scopes = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'im:write',
  'usergroups:read',
  'users:read',
]

export function createWorld(now: () => number): World {
  let last = 0
  let ids = 0
  return {
    team,
    botToken: 'xoxb-fake-1',
    appToken: 'xapp-fake-1',
    signingSecret: 'fake-signing-secret',
    botUser: 'UBOT',
    scopes: new Set(scopes),
    users: new Map(people.map((user) => [user.id, user])),
    channels: new Map(
      [
        channel('COPS', ['UALICE', 'UBOB', 'UGUEST', 'UFOREIGN', 'UBOT']),
        channel('CELSE', ['UALICE', 'UBOB']),
        { ...channel('CSHARED', ['UALICE', 'UBOT']), is_ext_shared: true },
        { ...channel('COLD', ['UALICE', 'UBOT']), is_archived: true },
        { ...channel('DALICE', ['UALICE', 'UBOT']), is_im: true },
      ].map((one) => [one.id, one]),
    ),
    usergroups: new Map([['SONCALL', ['UBOB', 'UALICE']]]),
    messages: [],
    ephemerals: [],
    views: new Map(),
    files: [],
    triggers: new Map(),
    responseUrls: new Map(),
    calls: [],
    url: '',
    now,
    nextTs: () => {
      last = Math.max(last + 1, now() * 1000)
      return (last / 1_000_000).toFixed(6)
    },
    nextId: (prefix) => `${prefix}${(ids += 1)}`,
  }
}

function person(id: string, odd: Partial<FakeUser>): FakeUser {
  const email = `${id.slice(1).toLowerCase()}@shop.example`
  return { id, team_id: team, is_email_confirmed: true, profile: { email }, ...odd }
}

function channel(id: string, members: readonly string[]): FakeChannel {
  return { id, members: new Set(members), is_im: false, is_archived: false, is_ext_shared: false }
}
