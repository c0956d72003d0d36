import type { Policy } from '../core/policy.ts'
import { note, ok, wrong, type Check } from './check.ts'

/** What each scope is for; without these the bot does not work. */
export const neededScopes: Readonly<Record<string, string>> = {
  'app_mentions:read': 'mentions in channels',
  'channels:read': 'telling whether a channel is shared with another company',
  'chat:write': 'answers, cards and reports',
  commands: 'the slash command',
  'files:write': 'long results',
  'groups:read': 'the same for private channels',
  'im:history': 'lines that are written to the bot directly',
  'im:write': 'files to the person who asked',
  'users:read': 'refusing guests, bots and deactivated accounts',
  'users:read.email': 'knowing people by their address',
}

/** Judges the scopes of the bot token. */
export function judgeScopes(
  scopes: readonly string[] | null,
  { people, approvals }: Policy,
): readonly Check[] {
  if (scopes === null)
    return [
      note('Slack did not tell the scopes of the bot token.', 'Compare them with manifests/slack-app.yaml.'),
    ]
  const missing = Object.entries(neededScopes).filter(([scope]) => !scopes.includes(scope))
  const checks = missing.map(([scope, use]) =>
    wrong(`The scope ${scope} is missing: it is for ${use}.`, addIt),
  )
  const groups =
    people.some(({ usergroup }) => usergroup) || approvals.some(({ from }) => from.usergroups.length > 0)
  if (!scopes.includes('usergroups:read'))
    checks.push(
      groups
        ? wrong('The scope usergroups:read is missing, and the policy names user groups.', addIt)
        : note('The scope usergroups:read is missing: the policy could not name user groups.', addIt),
    )
  const more = scopes.filter((scope) => tooMuch.some((pattern) => pattern.test(scope)))
  if (more.length > 0)
    checks.push(
      note(
        `The bot token may more than the bot needs: ${more.join(', ')}.`,
        'Remove these scopes from the Slack app.',
      ),
    )
  return checks.length > 0 ? checks : [ok('The bot token has the scopes that it needs.')]
}

const addIt = 'Add it to the Slack app (manifests/slack-app.yaml) and install the app again.'
const tooMuch = [
  /^admin/,
  /:write\.(public|customize)$/,
  /^(mpim|search|remote_files):/,
  /^users\.profile:write/,
]
