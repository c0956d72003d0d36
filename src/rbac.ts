import { existsSync, readFileSync } from 'node:fs'
import { loadConfig } from './config/config.ts'
import { loadPolicy } from './config/policy.ts'
import { rbacArguments } from './rbac/arguments.ts'
import { printRbac } from './rbac/print.ts'

/** Prints what the bot's ServiceAccount needs, made from the configuration and the policy. Touches no cluster. */
const readFile = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

const args = rbacArguments(process.argv.slice(2))
if (!args.ok) refuse([args.failure])
const { plain, anyUser, also, cluster: chosen, rest } = args.value

// Slack's secrets have nothing to do with this, and need not be at hand.
const secrets = {
  SLACK_BOT_TOKEN: 'xoxb-unused',
  SLACK_APP_TOKEN: 'xapp-unused',
  SLACK_SIGNING_SECRET: 'unused',
}
const loaded = loadConfig({ argv: rest, env: { ...process.env, ...secrets }, readFile })
if (!loaded.ok) refuse(loaded.failure)
const { clusters, policyFile } = loaded.value.config
const names = clusters.map(({ name }) => name)

const cluster = chosen ?? (names.length === 1 ? names[0] : undefined)
if (cluster === undefined || !names.includes(cluster))
  refuse([`Choose a cluster with --cluster: ${names.join(', ') || 'the configuration has none'}.`])
const policyText = readFile(policyFile)
if (policyText === undefined) refuse([`${policyFile}: there is no such file.`])
const policy = loadPolicy(policyText, policyFile, names)
if (!policy.ok) refuse(policy.failure)

const { yaml, warnings } = printRbac({ policy: policy.value, cluster, plain, anyUser, also })
process.stderr.write(warnings.map((warning) => `Warning: ${warning}\n`).join(''))
process.stdout.write(yaml)

function refuse(reasons: readonly string[]): never {
  process.stderr.write(reasons.map((reason) => `${reason}\n`).join(''))
  process.exit(1)
}
