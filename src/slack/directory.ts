import type { Account } from '../core/person.ts'
import type { Clock, Directory, Log } from '../bot/ports.ts'
import { createCache } from './directory/cache.ts'
import { readAccount, type AccountFacts } from './directory/account.ts'
import { readMemberships } from './directory/memberships.ts'
import { type ChannelFacts, readChannel } from './directory/channel.ts'
import { createCapability } from './capability.ts'
import type { SlackClients } from './clients.ts'
import { failureText, slackFailure } from './failure.ts'

const accountMs = 60_000
const groupsMs = 300_000
const channelMs = 60_000

/** Accounts as Slack tells them. Whatever cannot be asked is undefined, which refuses. */
export function createDirectory(clients: Pick<SlackClients, 'lookup'>, clock: Clock, log: Log): Directory {
  const client = clients.lookup
  const usergroups = createCapability('user groups', clock, log)
  const accounts = createCache<AccountFacts>(accountMs, clock)
  const memberships = createCache<ReadonlyMap<string, readonly string[]>>(groupsMs, clock)
  const channels = createCache<ChannelFacts>(channelMs, clock)

  const orUndefined = async <Value>(what: string, ask: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await ask()
    } catch (error) {
      log.warn({ what, reason: failureText(slackFailure(error)) }, 'Slack could not be asked')
      return undefined
    }
  }

  const channelOf = (channel: string): Promise<ChannelFacts | undefined> =>
    orUndefined('channel', () => channels.get(channel, false, () => readChannel(client, channel)))

  return {
    account: (team, user, fresh) =>
      orUndefined('account', async (): Promise<Account> => {
        const [facts, groups] = await Promise.all([
          accounts.get(user, fresh, () => readAccount(client, user)),
          memberships.get(team, fresh, () => readMemberships(client, usergroups, team)),
        ])
        return { user, ...facts, team: facts.team ?? team, usergroups: groups.get(user) ?? [] }
      }),
    isShared: async (channel) => {
      // A direct message has two ends, and the account is looked at anyway.
      if (channel.startsWith('D')) return false
      return (await channelOf(channel))?.shared
    },
    isMember: async (channel) => (channel.startsWith('D') ? true : (await channelOf(channel))?.member),
  }
}
