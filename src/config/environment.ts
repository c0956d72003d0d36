import { closest, didYouMean } from '../core/suggest.ts'
import type { Layer } from './layers.ts'
import type { Shape } from './shape.ts'
import { fromWord } from './words.ts'

/** Where the configuration file is. */
export const fileVariable = 'ROUNDSMAN_CONFIG'

/** The names that Slack's own tools use. */
const slackNames: Readonly<Record<string, string>> = {
  'slack.botToken': 'SLACK_BOT_TOKEN',
  'slack.appToken': 'SLACK_APP_TOKEN',
  'slack.signingSecret': 'SLACK_SIGNING_SECRET',
}

/** `store.file` is ROUNDSMAN_STORE_FILE. */
export function environmentName(key: string): string {
  const words = key.replaceAll('.', '_').replaceAll(/[A-Z]/g, (letter) => `_${letter}`)
  return slackNames[key] ?? `ROUNDSMAN_${words.toUpperCase()}`
}

/** What the environment says. A name that begins with ROUNDSMAN_ and means nothing is a mistake. */
export function environmentLayer(
  environment: Readonly<Record<string, string | undefined>>,
  known: ReadonlyMap<string, Shape>,
): Layer {
  const given = Object.entries(environment).filter((entry): entry is [string, string] => isMeant(...entry))
  const keys = new Map([...known.keys()].map((key) => [environmentName(key), key]))
  const settings = given.flatMap(([name, word]) => {
    const key = keys.get(name)
    const shape = key === undefined ? undefined : known.get(key)
    if (key === undefined || shape === undefined) return []
    return [{ key, value: fromWord(word, shape), at: () => `environment ${name}` }]
  })
  const problems = given.flatMap(([name]) => {
    if (name === fileVariable || keys.has(name)) return []
    if (name.startsWith('ROUNDSMAN_'))
      return [`environment ${name}: there is no such setting.${didYouMean(name, [...keys.keys()])}`]
    const meant = slackNameMeant(name, environment)
    return meant === undefined ? [] : [`environment ${name}: means nothing here. Did you mean ${meant}?`]
  })
  return { name: 'environment', settings, problems }
}

/** Other programs have SLACK_ names of their own: only a slip that leaves one of ours unset is a mistake. */
function slackNameMeant(name: string, environment: Readonly<Record<string, unknown>>): string | undefined {
  if (!name.startsWith('SLACK_') || name === namedBySlacksOldTools) return undefined
  const meant = closest(name, Object.values(slackNames))
  return meant !== undefined && !environment[meant] ? meant : undefined
}

/** One letter beside SLACK_APP_TOKEN, and something else. */
const namedBySlacksOldTools = 'SLACK_API_TOKEN'

/** Container tools pass what is unset as empty, and Kubernetes describes every Service, ours too, by itself. */
function isMeant(name: string, word: string | undefined): boolean {
  if (word === undefined || word === '' || name.startsWith('ROUNDSMAN_TEST_')) return false
  return !/_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_/.test(name) && !/^(tcp|udp|sctp):\/\//.test(word)
}
