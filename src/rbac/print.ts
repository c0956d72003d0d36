import { stringify } from 'yaml'
import { rbacDocuments, type Wanted } from './documents.ts'
import { peopleOf } from './people.ts'

interface Printed {
  readonly yaml: string
  /** What whoever applies it has to know. */
  readonly warnings: readonly string[]
}

/** The RBAC of one cluster as a file for `kubectl apply`. */
export function printRbac(wanted: Wanted): Printed {
  const { policy, cluster, plain, anyUser, also } = wanted
  const { users, unnamed } = peopleOf(policy, cluster)
  const warnings = unnamed.length === 0 ? [] : [unnamedWarning(unnamed, anyUser)]
  if (users.length === 0 && !anyUser)
    warnings.push('The policy names no Kubernetes user for this cluster, so the bot may act as nobody.')
  if (plain) warnings.push(plainWarning)
  const head = [
    `What the ServiceAccount roundsman in the namespace roundsman needs on the cluster ${cluster}.`,
    'Made from the configuration and the policy; print it again when they change:',
    `npm run --silent rbac -- --cluster ${cluster}${plain ? ' --plain' : ''}${anyUser ? ' --any-user' : ''}${also.length > 0 ? ' --also …' : ''} > rbac.yaml`,
    ...(plain
      ? ['For Kubernetes before 1.36. From 1.36 on leave out --plain: it grants much less.']
      : ['For Kubernetes 1.36 and later: the bot may only do what is listed, whoever it acts as.']),
    ...(anyUser ? ['ANY USER: --any-user leaves the names of the users out.'] : []),
  ]
  const documents = rbacDocuments(wanted).map((document) =>
    stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }),
  )
  return { yaml: `${head.map((line) => `# ${line}\n`).join('')}${documents.join('---\n')}`, warnings }
}

const plainWarning =
  'Plain impersonation: whoever steals the bot’s token may do in the cluster whatever the people of the policy may.'

function unnamedWarning(unnamed: readonly string[], anyUser: boolean): string {
  const who = `${unnamed.join(', ')}: no Kubernetes user is named, so it is the Slack e-mail address, which is not known here.`
  return anyUser
    ? `${who} The bot may use any user's name (--any-user). Naming the users in the policy is better.`
    : `${who} These people will be refused by the cluster. Name their users in the policy, or print with --any-user.`
}
