import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Clock, Directory, Log } from '../bot/ports.ts'
import type { Account } from '../core/person.ts'
import type { Policy } from '../core/policy.ts'
import { clientOptions, createSlackClients } from '../slack/clients.ts'
import type { SlackConfig } from '../slack/config.ts'
import { createDirectory } from '../slack/directory.ts'
import { failureText, slackFailure } from '../slack/failure.ts'
import { slackLogger } from '../slack/logger.ts'
import { timeOf } from './skew.ts'

/** What Slack says about us, unjudged. */
export interface SlackFacts {
  readonly bot:
    | {
        readonly ok: true
        readonly team: string
        /** Null when Slack does not tell. */
        readonly scopes: readonly string[] | null
        readonly time: number | null
      }
    | { readonly ok: false; readonly reason: string }
  /** Null where no socket is opened (HTTP mode). */
  readonly socket: 'ok' | { readonly reason: string } | null
  readonly channels: readonly ChannelFacts[]
  readonly people: readonly { readonly user: string; readonly account: Account | undefined }[]
  /** Addresses of the policy that no account has. */
  readonly strangeEmails: readonly string[]
  /** User groups of the policy that the workspace does not have; null when it cannot be asked. */
  readonly strangeGroups: readonly string[] | null
}

export interface ChannelFacts {
  readonly id: string
  readonly state: 'in' | 'out' | 'archived' | 'shared' | { readonly reason: string }
}

interface Parts {
  readonly config: SlackConfig
  readonly policy: Policy
  readonly clock: Clock
  readonly log: Log
}

/** Asks Slack, with the bot's own tokens. Posts nothing and opens no socket. */
export async function askSlack(parts: Parts): Promise<SlackFacts> {
  const { config, policy, clock, log } = parts
  const bot = await askBot(config)
  const socket = await askSocket(config, log)
  if (!bot.ok) return { bot, socket, channels: [], people: [], strangeEmails: [], strangeGroups: [] }
  const clients = createSlackClients(config, log)
  const client = clients.lookup
  return {
    bot,
    socket,
    channels: await inTurn(Object.keys(policy.channels), (id) => askChannel(client, id)),
    people: await inTurn(slackPeople(policy), askPerson(createDirectory(clients, clock, log), bot.team)),
    strangeEmails: await strangeEmails(client, policy),
    strangeGroups: await strangeGroups(client, policy),
  }
}

const AuthTest = z.looseObject({
  ok: z.boolean(),
  team_id: z.string().optional(),
  error: z.string().optional(),
})

/** By hand, because the answer's headers tell the scopes and the time. */
async function askBot({
  apiUrl = 'https://slack.com/api/',
  botToken,
}: SlackConfig): Promise<SlackFacts['bot']> {
  try {
    const answer = await fetch(new URL('auth.test', apiUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}` },
      signal: AbortSignal.timeout(10_000),
    })
    if (!answer.ok) return { ok: false, reason: `HTTP ${answer.status}` }
    const body = AuthTest.parse(await answer.json())
    if (!body.ok) return { ok: false, reason: body.error ?? 'no reason given' }
    const scopes = answer.headers.get('x-oauth-scopes')?.split(/\s*,\s*/) ?? null
    return { ok: true, team: body.team_id ?? '', scopes, time: timeOf(answer.headers.get('date')) }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

async function askSocket(config: SlackConfig, log: Log): Promise<SlackFacts['socket']> {
  if (config.mode !== 'socket') return null
  const socket = new WebClient(config.appToken, { ...clientOptions(config), logger: slackLogger(log) })
  return orReason(async () => {
    await socket.apps.connections.open({})
    return 'ok' as const
  })
}

const Channel = z.looseObject({
  is_member: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_ext_shared: z.boolean().default(false),
})

async function askChannel(client: WebClient, id: string): Promise<ChannelFacts> {
  const state = await orReason(async () => {
    const answer = await client.conversations.info({ channel: id })
    const { is_member, is_archived, is_ext_shared } = Channel.parse(answer.channel)
    if (is_archived) return 'archived' as const
    if (is_ext_shared) return 'shared' as const
    return is_member ? ('in' as const) : ('out' as const)
  })
  return { id, state }
}

function askPerson(directory: Directory, team: string) {
  return async (user: string) => ({ user, account: await directory.account(team, user, false) })
}

/** Everybody whom the policy names by Slack id. */
function slackPeople({ people, grants, approvals }: Policy): readonly string[] {
  const ids = [
    ...people.flatMap(({ slack }) => slack ?? []),
    ...grants.flatMap((grant) => grant.people),
    ...approvals.flatMap(({ from }) => from.people),
  ]
  return [...new Set(ids)]
}

async function strangeEmails(client: WebClient, { people }: Policy): Promise<readonly string[]> {
  const looked = await inTurn(
    people.flatMap(({ email }) => email ?? []),
    async (email) => ({
      email,
      found: await orReason(async () => {
        await client.users.lookupByEmail({ email })
        return 'ok' as const
      }),
    }),
  )
  return looked.flatMap(({ email, found }) =>
    found !== 'ok' && found.reason === 'users_not_found' ? [email] : [],
  )
}

const Groups = z.array(z.looseObject({ id: z.string() })).default([])

async function strangeGroups(
  client: WebClient,
  { people, approvals }: Policy,
): Promise<readonly string[] | null> {
  const wanted = [
    ...people.flatMap(({ usergroup }) => usergroup ?? []),
    ...approvals.flatMap(({ from }) => from.usergroups),
  ]
  if (wanted.length === 0) return []
  const known = await orReason(async () => {
    const answer = await client.usergroups.list({ include_disabled: false })
    return Groups.parse(answer.usergroups).map(({ id }) => id)
  })
  return 'reason' in known ? null : [...new Set(wanted)].filter((id) => !known.includes(id))
}

async function orReason<Value>(ask: () => Promise<Value>): Promise<Value | { readonly reason: string }> {
  try {
    return await ask()
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}

/** `fetch failed` alone tells nobody anything: the cause has the address and the code. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError && error.cause instanceof Error && error.cause.message !== '')
    return error.cause.message
  return failureText(slackFailure(error))
}

/** One after another: Slack counts calls by the minute. */
async function inTurn<From, To>(
  all: readonly From[],
  ask: (one: From) => Promise<To>,
): Promise<readonly To[]> {
  const answers: To[] = []
  for (const one of all) answers.push(await ask(one))
  return answers
}
