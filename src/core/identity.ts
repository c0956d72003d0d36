import type { Denial } from './denial.ts'
import { failed, done, type Outcome } from './outcome.ts'
import type { Account } from './person.ts'
import type { Policy } from './policy.ts'

/** Who a person is to one cluster. */
export interface KubernetesIdentity {
  readonly user: string
  readonly groups: readonly string[]
}

/**
 * Maps a Slack account to a Kubernetes user and groups. Entries are found by Slack id, confirmed e-mail and user
 * group; groups add up, the user comes from the most specific entry, and two different users are refused.
 */
export function identify(
  policy: Policy,
  account: Account,
  cluster: string | null,
): Outcome<KubernetesIdentity, Denial> {
  const barred = whyBarred(policy, account)
  if (barred) return failed(barred)

  const entries = entriesOf(policy, account)
  if (entries.length === 0) {
    const message = `I do not know you: the policy has no entry for ${account.user}. Ask an admin to add you.`
    return failed({ by: 'person', message })
  }
  const identities = entries.map((entry) => ({
    rank: rankOf(entry),
    ...((cluster === null ? undefined : entry.clusters[cluster]) ?? entry.kubernetes),
  }))
  const named = identities.filter(({ user }) => user !== undefined)
  const best = Math.min(...named.map(({ rank }) => rank))
  const users = new Set(named.filter(({ rank }) => rank === best).map(({ user }) => user))
  if (users.size > 1) {
    return failed({
      by: 'person',
      message: 'The policy gives you two different Kubernetes users; an admin has to choose one.',
    })
  }
  const [user = account.email] = users
  if (!user || user.startsWith('system:')) {
    const message =
      'The policy gives you no Kubernetes user, and Slack has no confirmed e-mail address of yours to use instead.'
    return failed({ by: 'person', message })
  }
  return done({ user, groups: [...new Set(identities.flatMap(({ groups }) => groups))].toSorted() })
}

/** Why this account may not act at all: asked before anything else, and again at every click. */
function whyBarred(policy: Policy, account: Account): Denial | undefined {
  if (!policy.teams.includes(account.team)) {
    return {
      by: 'team',
      message: 'You come from another Slack workspace: I only work for people of this one.',
    }
  }
  if (account.barred) return { by: 'account', message: barredSentence[account.barred] }
  return undefined
}

const barredSentence: Readonly<Record<NonNullable<Account['barred']>, string>> = {
  deactivated: 'This Slack account is deactivated.',
  bot: 'I take commands from people only, not from bots.',
  guest: 'Guests cannot use me: ask a full member of this workspace.',
  stranger: 'You are not a member of this workspace.',
  foreign: 'You come from another Slack workspace: I only work for people of this one.',
  unknown: 'Slack does not know this account.',
}

type Entry = Policy['people'][number]

function entriesOf({ people }: Policy, { user, email, usergroups }: Account): readonly Entry[] {
  return people.filter(
    (entry) =>
      entry.slack === user ||
      (entry.usergroup !== undefined && usergroups.includes(entry.usergroup)) ||
      (entry.email !== undefined && entry.email.toLowerCase() === email?.toLowerCase()),
  )
}

function rankOf(entry: Entry): number {
  if (entry.slack) return 0
  return entry.email ? 1 : 2
}
