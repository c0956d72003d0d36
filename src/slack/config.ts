/** How Slack is reached: over a socket that we open, or by signed requests that Slack sends to us. */
export type SlackConfig = {
  readonly botToken: string
  /** Another Slack than slack.com, for tests and demos; ends with /api/. */
  readonly apiUrl?: string | undefined
  /** The slash command that is ours. */
  readonly command: string
  /** Workspaces that are served; payloads of others are refused. */
  readonly teams: readonly string[]
} & (SocketMode | HttpMode)

export interface SocketMode {
  readonly mode: 'socket'
  readonly appToken: string
}

export interface HttpMode {
  readonly mode: 'http'
  readonly signingSecret: string
  readonly port: number
  readonly host: string
}
