import { done, failed, type Outcome } from '../core/outcome.ts'
import { alsoRead, type Need } from './needs.ts'

export interface RbacArguments {
  readonly plain: boolean
  readonly anyUser: boolean
  readonly also: readonly Need[]
  readonly cluster: string | undefined
  /** What is left for the configuration. */
  readonly rest: readonly string[]
}

/** Takes this tool's own options out of a command line. */
export function rbacArguments(argv: readonly string[]): Outcome<RbacArguments, string> {
  const words = argv.flatMap((word) => {
    const [, flag, value] = /^(--(?:also|cluster))=(.*)$/s.exec(word) ?? []
    return flag === undefined || value === undefined ? [word] : [flag, value]
  })
  const rest: string[] = []
  const also: Need[] = []
  let plain = false
  let anyUser = false
  let cluster: string | undefined
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--plain') plain = true
    else if (word === '--any-user') anyUser = true
    else if (word === '--cluster') cluster = words[(at += 1)]
    else if (word === '--also') {
      const need = needOf(words[(at += 1)])
      if (!need.ok) return need
      also.push(need.value)
    } else rest.push(word)
  }
  if (plain && anyUser)
    return failed(
      '--any-user with --plain would let the bot do anything as anybody: name the users in the policy.',
    )
  return done({ plain, anyUser, also, cluster, rest })
}

function needOf(word: string | undefined): Outcome<Need, string> {
  const [, group, resource] = /^([a-z0-9.-]+)\/([a-z0-9-]+)$/.exec(word ?? '') ?? []
  if (group === undefined || resource === undefined)
    return failed(
      `--also needs group/resource, such as argoproj.io/rollouts or core/podtemplates, not ${word}.`,
    )
  if (resource === 'secrets')
    return failed('--also: Secrets are read only when a role has the permission secrets:read.')
  return done(alsoRead(group === 'core' ? '' : group, resource))
}
