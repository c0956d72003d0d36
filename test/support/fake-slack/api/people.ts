import type { Method } from '../world.ts'
import { refuse, text } from '../world.ts'

const userInfo: Method = (world, args) => {
  const user = world.users.get(text(args, 'user'))
  return user === undefined ? refuse('user_not_found') : { ok: true, user }
}

const lookupByEmail: Method = (world, args) => {
  const user = [...world.users.values()].find(({ profile }) => profile.email === args['email'])
  return user === undefined ? refuse('users_not_found') : { ok: true, user }
}

const usergroupsList: Method = (world, args) => ({
  ok: true,
  usergroups: [...world.usergroups].map(([id, users]) => (args['include_users'] ? { id, users } : { id })),
})

const usergroupUsers: Method = (world, args) => {
  const users = world.usergroups.get(text(args, 'usergroup'))
  return users === undefined ? refuse('no_such_subteam') : { ok: true, users }
}

export const people: Readonly<Record<string, Method>> = {
  'auth.test': (world) => ({ ok: true, team_id: world.team, user_id: world.botUser, bot_id: 'BBOT' }),
  'users.info': userInfo,
  'users.lookupByEmail': lookupByEmail,
  'usergroups.list': usergroupsList,
  'usergroups.users.list': usergroupUsers,
}
