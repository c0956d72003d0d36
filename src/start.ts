import { existsSync, readFileSync } from 'node:fs'
import { loadConfig } from './config/config.ts'
import { loadPolicy } from './config/policy.ts'
import { usage, wantsUsage } from './config/usage.ts'
import { createLog } from './http/log.ts'
import { startRoundsman } from './roundsman.ts'

const readFile = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

if (wantsUsage(process.argv.slice(2))) {
  process.stdout.write(usage('npm start --'))
  process.exit(0)
}

const loaded = loadConfig({ argv: process.argv.slice(2), env: process.env, readFile })
if (!loaded.ok) refuse('The configuration is not usable', loaded.failure)

const { config } = loaded.value
const policyText = readFile(config.policyFile)
if (policyText === undefined)
  refuse('There is no policy', [
    `${config.policyFile}: there is no such file. Without a policy nobody may do anything.`,
  ])
const policy = loadPolicy(
  policyText,
  config.policyFile,
  config.clusters.map(({ name }) => name),
)
if (!policy.ok) refuse('The policy is not usable', policy.failure)

const log = createLog({ level: config.log.level })
const roundsman = await startRoundsman(loaded.value, policy.value, log).catch((error: unknown) => {
  log.error({ err: error }, 'not started')
  return refuse('Not started', [error instanceof Error ? error.message : String(error)])
})

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    void roundsman.stop().then(() => process.exit(0))
  })
}

/** All mistakes at once, each on its line, before anything was started. */
function refuse(what: string, reasons: readonly string[]): never {
  process.stderr.write(`${what}:\n${reasons.map((reason) => `  ${reason}\n`).join('')}`)
  process.exit(1)
}
