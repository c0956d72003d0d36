import { refusal } from '../limits.ts'
import type { FakeChannel, Method, World } from '../world.ts'
import { blocksOf, refuse, text } from '../world.ts'
import { openDm } from './conversations.ts'

const postMessage: Method = (world, args) => {
  const channel = writable(world, text(args, 'channel'))
  if (typeof channel === 'string') return refuse(channel)
  const refused = refusal(args)
  if (refused !== null) return refused
  const message = {
    channel: channel.id,
    ts: world.nextTs(),
    user: world.botUser,
    thread_ts: text(args, 'thread_ts') || undefined,
    metadata: args['metadata'],
    text: text(args, 'text'),
    blocks: blocksOf(args),
    edits: 0,
  }
  world.messages.push(message)
  return { ok: true, channel: channel.id, ts: message.ts, message }
}

const postEphemeral: Method = (world, args) => {
  const channel = writable(world, text(args, 'channel'))
  if (typeof channel === 'string') return refuse(channel)
  const user = text(args, 'user')
  if (!channel.members.has(user)) return refuse('user_not_in_channel')
  const refused = refusal(args)
  if (refused !== null) return refused
  const ts = world.nextTs()
  world.ephemerals.push({
    channel: channel.id,
    user,
    ts,
    thread_ts: text(args, 'thread_ts') || undefined,
    text: text(args, 'text'),
    blocks: blocksOf(args),
    replaced: 0,
  })
  return { ok: true, message_ts: ts }
}

const update: Method = (world, args) => {
  const channel = world.channels.get(text(args, 'channel'))
  if (channel === undefined) return refuse('channel_not_found')
  const message = world.messages.find(({ channel: at, ts }) => at === channel.id && ts === args['ts'])
  if (message === undefined) return refuse('message_not_found')
  if (message.user !== world.botUser) return refuse('cant_update_message')
  const refused = refusal(args)
  if (refused !== null) return refused
  message.text = text(args, 'text')
  message.blocks = blocksOf(args)
  message.edits += 1
  return { ok: true, channel: channel.id, ts: message.ts, text: message.text }
}

const remove: Method = (world, args) => {
  const at = world.messages.findIndex(({ channel, ts }) => channel === args['channel'] && ts === args['ts'])
  if (at === -1) return refuse('message_not_found')
  world.messages.splice(at, 1)
  return { ok: true, channel: args['channel'], ts: args['ts'] }
}

/** The channel, or why the bot may not write there. A user's id stands for their DM. */
function writable(world: World, id: string): FakeChannel | string {
  const channel = world.users.has(id) ? openDm(world, id) : world.channels.get(id)
  if (channel === undefined) return 'channel_not_found'
  if (channel.is_archived) return 'is_archived'
  return channel.members.has(world.botUser) ? channel : 'not_in_channel'
}

export const chat: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
}
