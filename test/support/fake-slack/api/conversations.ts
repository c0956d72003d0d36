import type { FakeChannel, FakeMessage, Method, World } from '../world.ts'
import { refuse, text } from '../world.ts'

export function openDm(world: World, user: string): FakeChannel {
  const id = `D${user.slice(1)}`
  const known = world.channels.get(id)
  if (known !== undefined) return known
  const members = new Set([user, world.botUser])
  const opened = { id, members, is_im: true, is_archived: false, is_ext_shared: false }
  world.channels.set(id, opened)
  return opened
}

const info: Method = (world, args) => {
  const channel = world.channels.get(text(args, 'channel'))
  if (channel === undefined) return refuse('channel_not_found')
  const is_member = channel.members.has(world.botUser)
  return { ok: true, channel: { ...channel, members: undefined, is_member, is_pending_ext_shared: false } }
}

const open: Method = (world, args) => {
  const user = text(args, 'users')
  if (!world.users.has(user)) return refuse('user_not_found')
  return { ok: true, channel: { id: openDm(world, user).id } }
}

const history: Method = (world, args) => page(world, args, ({ thread_ts }) => thread_ts === undefined)

const replies: Method = (world, args) =>
  page(world, args, ({ ts, thread_ts }) => ts === args['ts'] || thread_ts === args['ts'])

/** Newest first, as Slack does, a page at a time. */
function page(world: World, args: Parameters<Method>[1], fits: (message: FakeMessage) => boolean) {
  const channel = world.channels.get(text(args, 'channel'))
  if (channel === undefined) return refuse('channel_not_found')
  const oldest = Number(args['oldest'] ?? 0)
  const found = world.messages
    .filter((message) => message.channel === channel.id && Number(message.ts) > oldest && fits(message))
    .toReversed()
  const from = Number(args['cursor'] ?? 0)
  const to = from + Number(args['limit'] ?? 100)
  const seen = found.slice(from, to)
  return {
    ok: true,
    messages: args['include_all_metadata']
      ? seen
      : seen.map((message) => ({ ...message, metadata: undefined })),
    response_metadata: { next_cursor: to < found.length ? String(to) : '' },
  }
}

export const conversations: Readonly<Record<string, Method>> = {
  'conversations.info': info,
  'conversations.open': open,
  'conversations.history': history,
  'conversations.replies': replies,
}
