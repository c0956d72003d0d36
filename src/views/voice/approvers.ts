import type { Approvers } from '../../bot/voice.ts'
import type { Requirement } from '../../core/approval.ts'
import { join, md, mention, mentionGroup, type Mrkdwn } from '../text.ts'

/** Who may approve: mentioned where their Slack ids are known, in words where the policy knows only e-mails. */
export function approvers({ groups, ruleId }: Requirement, { people, usergroups }: Approvers): Mrkdwn {
  const mentioned = [...people.map(mention), ...usergroups.map(mentionGroup)]
  if (mentioned.length > 0) return join(mentioned, ' ')
  if (groups.length === 0) return md`approvers: whom the rule ${ruleId} names`
  return md`approvers: ${groups.length === 1 ? 'group' : 'groups'} ${groups.join(', ')}`
}
