import type { Policy } from '../core/policy.ts'
import { note, ok, wrong, type Check } from './check.ts'
import { judgeScopes } from './scopes.ts'
import { judgeSkew } from './skew.ts'
import type { ChannelFacts, SlackFacts } from './slack-probe.ts'

/** What Slack's answers mean. */
export function judgeSlack(facts: SlackFacts, policy: Policy, now: number): readonly Check[] {
  const { bot } = facts
  if (!bot.ok) return [judgeToken('bot', bot.reason), ...judgeSocket(facts.socket)]
  return [
    judgeTeam(bot.team, policy),
    ...judgeSocket(facts.socket),
    ...judgeScopes(bot.scopes, policy),
    ...judgeChannels(facts.channels),
    ...judgePeople(facts),
    ...judgeSkew('Slack', bot.time, now),
  ]
}

/** A word of Slack's about the token; anything else is about the way there, and blames no token. */
function judgeToken(which: 'bot' | 'app', reason: string): Check {
  const { refused, mend } = tokens[which]
  return /^[a-z_]*(auth|token|scope|inactive|not_allowed)[a-z_]*$/.test(reason)
    ? wrong(`${refused}: ${reason}.`, mend)
    : wrong(
        `The ${which} token cannot be tried, because Slack does not answer as it should: ${reason}.`,
        'Is Slack reached from here? A proxy needs HTTPS_PROXY and NODE_USE_ENV_PROXY=1.',
      )
}

const tokens = {
  bot: {
    refused: 'Slack does not accept the bot token',
    mend: 'Take the Bot User OAuth Token (xoxb-…) of the installed app as SLACK_BOT_TOKEN.',
  },
  app: {
    refused: 'Slack gives no socket for the app token',
    mend: 'Take an app-level token (xapp-…) with connections:write as SLACK_APP_TOKEN, and switch Socket Mode on.',
  },
} as const

function judgeTeam(team: string, { teams }: Policy): Check {
  return teams.includes(team)
    ? ok(`The bot token is accepted, for the workspace ${team}.`)
    : wrong(
        `The bot token is for the workspace ${team}, which the policy does not serve.`,
        `Put ${team} into teams of the policy.`,
      )
}

function judgeSocket(socket: SlackFacts['socket']): readonly Check[] {
  if (socket === null) return []
  return socket === 'ok'
    ? [ok('The app token is accepted: Slack gives a socket.')]
    : [judgeToken('app', socket.reason)]
}

function judgeChannels(channels: readonly ChannelFacts[]): readonly Check[] {
  const checks = channels.flatMap(judgeChannel)
  return checks.length > 0 || channels.length === 0
    ? checks
    : [ok(`The bot is in all ${channels.length} channels of the policy.`)]
}

function judgeChannel({ id, state }: ChannelFacts): readonly Check[] {
  if (typeof state !== 'string')
    return [
      wrong(
        `The channel ${id} cannot be looked at: ${state.reason}.`,
        'Correct its id in the policy, or invite the bot when it is private.',
      ),
    ]
  switch (state) {
    case 'in':
      return []
    case 'out':
      return [wrong(`The bot is not in the channel ${id}.`, 'Type /invite @roundsman there.')]
    case 'archived':
      return [note(`The channel ${id} is archived.`, 'Take it out of the policy.')]
    case 'shared':
      return [
        note(
          `The channel ${id} is shared with another company: no commands are answered there.`,
          'Use another channel.',
        ),
      ]
  }
}

function judgePeople({ people, strangeEmails, strangeGroups }: SlackFacts): readonly Check[] {
  const away = 'Correct or remove the entry of the policy.'
  const checks = [
    ...people.flatMap(({ user, account }) => {
      if (account === undefined)
        return [wrong(`Slack does not answer about ${user}.`, 'Run this again later.')]
      if (account.barred === null) return []
      const says = `${user} of the policy is ${account.barred} to Slack, and is refused.`
      return [account.barred === 'unknown' ? wrong(says, away) : note(says, away)]
    }),
    ...strangeEmails.map((email) => note(`No account has the address ${email} of the policy.`, away)),
    ...(strangeGroups ?? []).map((id) => wrong(`There is no user group ${id} in Slack.`, away)),
    ...(strangeGroups === null
      ? [
          wrong(
            'The user groups cannot be asked for, and the policy names some.',
            'Add the scope usergroups:read; free workspaces have no user groups.',
          ),
        ]
      : []),
  ]
  return checks.length > 0 || people.length === 0
    ? checks
    : [ok(`Slack knows all ${people.length} people of the policy.`)]
}
