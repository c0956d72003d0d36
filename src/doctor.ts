import { existsSync, readFileSync } from 'node:fs'
import { loadConfig } from './config/config.ts'
import { loadPolicy } from './config/policy.ts'
import { usage, wantsUsage } from './config/usage.ts'
import { wrong, type Section } from './doctor/check.ts'
import { examine } from './doctor/doctor.ts'
import { exitCode, printSections } from './doctor/print.ts'

/** Looks at everything that the bot needs, with the bot's own arguments, and says what is wrong and how to mend it. */
const readFile = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

if (wantsUsage(process.argv.slice(2))) {
  process.stdout.write(usage('npm run doctor --'))
  process.exit(0)
}

const sections = await sectionsOf(process.argv.slice(2))
process.stdout.write(printSections(sections))
process.exitCode = exitCode(sections)

async function sectionsOf(argv: readonly string[]): Promise<readonly Section[]> {
  const loaded = loadConfig({ argv, env: process.env, readFile })
  if (!loaded.ok) return unusable(loaded.failure, 'Correct it where it is written.')
  const { config } = loaded.value
  const policyText = readFile(config.policyFile)
  if (policyText === undefined)
    return unusable(
      [`${config.policyFile}: there is no such file.`],
      'Without a policy nobody may do anything.',
    )
  const names = config.clusters.map(({ name }) => name)
  const policy = loadPolicy(policyText, config.policyFile, names)
  if (!policy.ok) return unusable(policy.failure, 'Correct the policy.')
  return await examine({ config, policy: policy.value, clock: { now: Date.now } })
}

function unusable(reasons: readonly string[], mend: string): readonly Section[] {
  return [{ title: 'Configuration and policy', checks: reasons.map((reason) => wrong(reason, mend)) }]
}
