import type { Config } from '../config/schema.ts'
import type { SlackConfig } from './config.ts'

/** What Slack needs of the whole configuration; the schema has already seen that the tokens of the mode are there. */
export function slackSettings({ slack, command }: Config, teams: readonly string[]): SlackConfig {
  const { botToken, apiUrl, mode, appToken, signingSecret, port } = slack
  const common = { botToken, apiUrl, command, teams }
  if (mode === 'socket' && appToken !== undefined) return { ...common, mode, appToken }
  if (mode === 'http' && signingSecret !== undefined)
    return { ...common, mode, signingSecret, port, host: '0.0.0.0' }
  throw new Error(`The configuration let mode ${mode} through without its secret`)
}
