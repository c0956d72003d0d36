import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { loadConfig } from './config/config.ts'
import { loadPolicy } from './config/policy.ts'
import { demoTokens, policyFile, workspaceFile } from './demo/workspace.ts'
import { startLocalSlack, whyNoLocalSlack } from './demo/local-slack.ts'
import { createLog } from './http/log.ts'
import { startRoundsman } from './roundsman.ts'
import { startSandbox } from './sandbox/sandbox.ts'
import { demoWorld } from './sandbox/world/demo.ts'

/** The same bot as in production, in front of a local Slack and an embedded cluster. Touches nothing outside. */
const port = portOf(process.argv.slice(2))
const missing = whyNoLocalSlack()
if (missing !== undefined) refuse(missing)

const folder = await mkdtemp(join(tmpdir(), 'roundsman-demo-'))
const at = (name: string) => join(folder, name)
await writeFile(at('slack.yaml'), workspaceFile())
const [slack, cluster] = await Promise.all([
  startLocalSlack(at('slack.yaml'), port).catch((error: unknown) =>
    refuse(error instanceof Error ? error.message : String(error)),
  ),
  startSandbox({ world: demoWorld }),
])
await writeFile(at('bot.kubeconfig'), cluster.kubeconfig('roundsman-token'), { mode: 0o600 })
await writeFile(at('kubeconfig'), cluster.kubeconfig('admin-token'), { mode: 0o600 })

const settings = stringify({
  slack: { botToken: demoTokens.bot, appToken: demoTokens.app, apiUrl: `${slack.url}/api/` },
  clusters: [{ name: 'demo', kubeconfig: at('bot.kubeconfig'), context: 'sandbox' }],
  store: { file: at('roundsman.db') },
  http: { host: '127.0.0.1', port: 0 },
  limits: { outboxPace: '300ms' },
})
const loaded = loadConfig({ argv: ['--config', 'demo'], env: {}, readFile: () => settings })
if (!loaded.ok) refuse(loaded.failure.join('\n'))
const policy = loadPolicy(policyFile(), 'demo policy', ['demo'])
if (!policy.ok) refuse(policy.failure.join('\n'))
const log = createLog({ level: 'info', destination: createWriteStream(at('roundsman.log')) })
const roundsman = await startRoundsman(loaded.value, policy.value, log)

process.stdout.write(`
Roundsman's demo is ready.

  Open      http://localhost:${port}    a Slack of your own: choose who you are at the bottom left
  Channels  #shop-ops (protected: one approval)  #dev (your own Confirm)  #platform (all)  #health  #random (bound to nothing)
  People    vera (viewer)  oscar, olga (operators)  ada (approver)  dana (admin)  gus (unknown)
  Try       /k8s help    /k8s get pods    /k8s describe deploy/search    /k8s set image deploy/api api=registry.example/shop/api:1.9.0
  kubectl   kubectl --kubeconfig ${at('kubeconfig')} get pods -A
  Log       ${at('roundsman.log')}

Anyone who reaches port ${port} of this machine can act as anyone in this Slack (it listens on all interfaces).
The cluster is a simulation inside this process; no other cluster is touched. Ctrl-C ends everything.
`)

let ending = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (ending) return
    ending = true
    void end()
  })
}

async function end(): Promise<void> {
  await roundsman.stop()
  await Promise.all([slack.stop(), cluster.close()])
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
}

function portOf(args: string[]): number {
  try {
    const { values } = parseArgs({ args, options: { port: { type: 'string', default: '3900' } } })
    const chosen = Number(values.port)
    if (Number.isInteger(chosen) && chosen > 0 && chosen < 65_536) return chosen
    return refuse(`--port needs a number from 1 to 65535, not ${values.port}.`)
  } catch (error) {
    return refuse(
      `${error instanceof Error ? error.message : String(error)}\nUsage: npm run demo -- --port 3900`,
    )
  }
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}
