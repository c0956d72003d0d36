import { z } from 'zod'
import { parseDuration } from '../core/duration.ts'
import { ClusterConfig } from './clusters.ts'

const port = z.int().min(0).max(65_535)

const aDuration = 'a duration such as 30s or 5m'

/** Written as `30m`, used as milliseconds. */
const duration = z.string(aDuration).transform((text, context) => {
  const ms = parseDuration(text)
  if (ms !== undefined && ms > 0) return ms
  context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not ${aDuration}` })
  return z.NEVER
})

const slack = z
  .strictObject({
    /** `socket` needs no open port; `http` is for those who may not let a process dial out to Slack's sockets. */
    mode: z.enum(['socket', 'http']).default('socket'),
    botToken: z.string().regex(/^xoxb-/, 'a bot token: it begins with xoxb-'),
    appToken: z
      .string()
      .regex(/^xapp-/, 'an app-level token: it begins with xapp-')
      .optional(),
    signingSecret: z.string().min(1).optional(),
    /** Where Slack's requests are received in `http` mode. */
    port: port.default(3000),
    /** Another Web API than Slack's own: for tests and demonstrations. */
    apiUrl: z.url({ protocol: /^https?$/ }).optional(),
  })
  .superRefine(({ mode, appToken, signingSecret }, context) => {
    if (mode === 'socket' && appToken === undefined)
      context.addIssue({
        code: 'custom',
        path: ['appToken'],
        message: 'is missing, and mode socket needs it',
      })
    if (mode === 'http' && signingSecret === undefined)
      context.addIssue({
        code: 'custom',
        path: ['signingSecret'],
        message: 'is missing, and mode http needs it',
      })
  })

const clusters = z.array(ClusterConfig).superRefine((all, context) => {
  for (const [index, { name }] of all.entries())
    if (all.findIndex((other) => other.name === name) < index)
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `there are two clusters called ${name}`,
      })
})

/** All settings of the process. Who may do what is not here, but in the policy file. */
export const Config = z.strictObject({
  slack: slack,
  /** The slash command, as it is called in the Slack app's manifest. */
  command: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, 'a slash command such as /k8s')
    .default('/k8s'),
  clusters: clusters.default([]),
  policyFile: z.string().min(1).default('policy.yaml'),
  store: z.strictObject({ file: z.string().min(1).default('roundsman.db') }).prefault({}),
  /** Health and metrics. */
  http: z.strictObject({ host: z.string().min(1).default('0.0.0.0'), port: port.default(8080) }).prefault({}),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
  limits: z
    .strictObject({
      /** The pause between two messages to one channel: Slack allows about one a second. */
      outboxPace: duration.prefault('1s'),
      /** How long a command may take before it is given up. */
      command: duration.prefault('30s'),
      /** How long work under way is waited for when the process is told to end. */
      shutdown: duration.prefault('20s'),
      /** How long results for paging, sent messages and payload ids are kept. */
      keep: duration.prefault('7d'),
    })
    .prefault({}),
  /** How long Undo is offered. */
  undoFor: duration.prefault('30m'),
})
export type Config = z.output<typeof Config>

/** What is never shown, and never taken from the command line. */
export const secretKeys: ReadonlySet<string> = new Set([
  'slack.botToken',
  'slack.appToken',
  'slack.signingSecret',
])
