import type { Policy } from '../core/policy.ts'

/** Whom the bot has to be able to pretend to be on a cluster. */
export interface People {
  readonly users: readonly string[]
  readonly groups: readonly string[]
  /** Entries whose Kubernetes user is known only when somebody writes: their Slack e-mail address. */
  readonly unnamed: readonly string[]
}

/** Users and groups of a policy on a cluster. */
export function peopleOf(policy: Policy, cluster: string): People {
  const entries = policy.people.map((entry, index) => ({
    label: `people[${index}] (${entry.slack ?? entry.usergroup ?? entry.email ?? ''})`,
    identity: entry.clusters[cluster] ?? entry.kubernetes,
    email: entry.email,
  }))
  return {
    users: sorted(entries.flatMap(({ identity, email }) => usersOf(identity.user ?? null, email))),
    groups: sorted(entries.flatMap(({ identity }) => identity.groups)),
    unnamed: entries
      .filter(({ identity, email }) => identity.user === undefined && email === undefined)
      .map(({ label }) => label),
  }
}

/** Without a user the address is the user, as Slack spells it: mostly in small letters. */
function usersOf(user: string | null, email: string | undefined): readonly string[] {
  if (user !== null) return [user]
  return email === undefined ? [] : [email, email.toLowerCase()]
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted()
}
