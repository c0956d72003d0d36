import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Account } from '../../core/person.ts'

export interface AccountFacts {
  readonly team: string | null
  readonly email: string | null
  readonly barred: Account['barred']
}

const flag = z.boolean().nullish()

const User = z.object({
  team_id: z.string().nullish(),
  deleted: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  is_email_confirmed: flag,
  profile: z.object({ email: z.string().nullish() }).nullish(),
})
type User = z.output<typeof User>

/** Asks for one account. Rejects when Slack does not answer; somebody whom Slack does not know is barred. */
export async function readAccount(client: WebClient, user: string): Promise<AccountFacts> {
  try {
    const answer = await client.users.info({ user })
    const known = User.parse(answer.user)
    return { team: known.team_id ?? null, email: confirmedEmail(known), barred: bar(known) }
  } catch (error) {
    if (error instanceof WebAPIPlatformError && unknown.has(error.data.error)) {
      return { team: null, email: null, barred: 'unknown' }
    }
    throw error
  }
}

const unknown = new Set(['user_not_found', 'user_not_visible', 'users_not_found'])

/** Anybody can write any address into a profile: only one that Slack has confirmed says who they are. */
function confirmedEmail(user: User): string | null {
  return user.is_email_confirmed === true ? (user.profile?.email ?? null) : null
}

function bar(user: User): Account['barred'] {
  if (user.deleted === true) return 'deactivated'
  if (user.is_bot === true || user.is_workflow_bot === true) return 'bot'
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest'
  return user.is_stranger === true ? 'stranger' : null
}
