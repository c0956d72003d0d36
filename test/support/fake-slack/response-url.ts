import { refusal } from './limits.ts'
import type { Args, FakeResponseUrl, World } from './world.ts'
import { blocksOf, text } from './world.ts'

const uses = 5
const lifeMs = 30 * 60_000

/** A post to a response URL: five in thirty minutes. */
export function respond(world: World, id: string, args: Args): { status: number; text: string } {
  const url = world.responseUrls.get(id)
  if (url === undefined || world.now() - url.madeAt > lifeMs) return { status: 404, text: 'expired_url' }
  if (url.uses >= uses) return { status: 404, text: 'used_url' }
  url.uses += 1
  const refused = refusal(args)
  if (refused !== null) return { status: 400, text: JSON.stringify(refused) }
  if (args['replace_original'] === true && url.original !== null) replace(world, url, args)
  else add(world, url, args)
  return { status: 200, text: 'ok' }
}

function replace(world: World, { original }: FakeResponseUrl, args: Args): void {
  const change = { text: text(args, 'text'), blocks: blocksOf(args) }
  const ephemeral = world.ephemerals.find(({ ts }) => ts === original?.ts)
  if (ephemeral !== undefined) Object.assign(ephemeral, change, { replaced: ephemeral.replaced + 1 })
  const message = world.messages.find(({ ts }) => ts === original?.ts)
  if (message !== undefined) Object.assign(message, change, { edits: message.edits + 1 })
}

function add(world: World, url: FakeResponseUrl, args: Args): void {
  const ts = world.nextTs()
  const made = { channel: url.channel, ts, text: text(args, 'text'), blocks: blocksOf(args) }
  const ephemeral = args['response_type'] !== 'in_channel'
  if (ephemeral) world.ephemerals.push({ ...made, user: url.user, replaced: 0 })
  else world.messages.push({ ...made, user: world.botUser, edits: 0 })
  url.original ??= { ts, ephemeral }
}
