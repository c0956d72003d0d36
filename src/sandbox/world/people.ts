import type { User } from '../api/call.ts'

/** Who lives in the demo, and what each is there to show. */
export const people = {
  vera: { username: 'vera@example.com', groups: ['shop-viewers'] },
  oscar: { username: 'oscar@example.com', groups: ['shop-operators'] },
  olga: { username: 'olga@example.com', groups: ['shop-operators'] },
  ada: { username: 'ada@example.com', groups: ['approvers'] },
  dana: { username: 'dana@example.com', groups: ['cluster-admins'] },
} as const satisfies Record<string, User>

/** The bot's own identity: it may hardly do more than pretend to be one of these people. */
export const bot: User = {
  username: 'system:serviceaccount:roundsman:roundsman',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:roundsman'],
}

/** Bearer tokens for all of them, and one for whoever runs the sandbox. */
export const demoTokens: Readonly<Record<string, User>> = {
  'admin-token': { username: 'admin', groups: ['system:masters'] },
  'roundsman-token': bot,
  ...Object.fromEntries(Object.entries(people).map(([name, user]) => [`${name}-token`, user])),
}
