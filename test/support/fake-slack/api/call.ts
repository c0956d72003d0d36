import type { Answer, Args, Method, World } from '../world.ts'
import { refuse } from '../world.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import { people } from './people.ts'
import { views } from './views.ts'

const methods: Readonly<Record<string, Method>> = { ...chat, ...conversations, ...files, ...people, ...views }

const scopes: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'conversations.info': 'channels:read',
  'conversations.open': 'im:write',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'users.info': 'users:read',
  'users.lookupByEmail': 'users:read',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
}

/** One call of the Web API, with a token that must be the right one and have the scope. */
export function call(world: World, method: string, token: string, args: Args): Answer {
  world.calls.push({ method, args })
  if (method === 'apps.connections.open') return connectionOpen(world, token)
  if (token !== world.botToken) return refuse(token === '' ? 'not_authed' : 'invalid_auth')
  const scope = scopes[method]
  if (scope !== undefined && !world.scopes.has(scope)) return refuse('missing_scope')
  return methods[method]?.(world, args) ?? refuse('unknown_method')
}

function connectionOpen(world: World, token: string): Answer {
  if (token !== world.appToken) return refuse('invalid_auth')
  return { ok: true, url: `${world.url.replace('http', 'ws')}/link/${world.nextId('ticket')}` }
}
