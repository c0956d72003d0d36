import { didYouMean } from '../core/suggest.ts'
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
  const problems = given
    .filter(([name]) => name.startsWith('ROUNDSMAN_') && name !== fileVariable && !keys.has(name))
    .map(([name]) => `environment ${name}: there is no such setting.${didYouMean(name, [...keys.keys()])}`)
  return { name: 'environment', settings, problems }
}

/** Container tools pass what is unset as empty, and Kubernetes describes every Service, ours too, by itself. */
function isMeant(name: string, word: string | undefined): boolean {
  if (word === undefined || word === '' || name.startsWith('ROUNDSMAN_TEST_')) return false
  return !/_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_/.test(name) && !/^(tcp|udp|sctp):\/\//.test(word)
}
