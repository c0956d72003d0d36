import type { Message } from '../../bot/message.ts'
import type { Denial, Refuser } from '../../core/denial.ts'
import { code, md } from '../text.ts'
import { clip } from './clip.ts'
import { said } from './sentence.ts'

/** Our own policy said no: not the cluster, and not the bot's role in it. */
export function denied({ by, message }: Denial, requestId: string, slash: string): Message {
  return said(
    md`🚫 ${clip(message, 2_000)}`,
    md`Refused by Roundsman's policy (${ruleWord[by]}), not by Kubernetes. What you may do here: ${code(`${slash} whoami`)}`,
    md`${requestId}`,
  )
}

const ruleWord: Readonly<Record<Refuser, string>> = {
  team: 'workspace',
  account: 'account',
  person: 'who you are',
  channel: 'this channel',
  cluster: 'this channel’s clusters',
  namespace: 'this channel’s namespaces',
  ceiling: 'this place’s ceiling',
  permission: 'your role',
  limit: 'your role’s limits',
  approvers: 'who may approve',
}
