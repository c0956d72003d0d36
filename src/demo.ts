import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portOf } from './demo/port.ts'
import { whyNoLocalSlack } from './demo/local-slack.ts'
import { ready } from './demo/ready.ts'
import { startDemo } from './demo/start.ts'
import { createLog } from './http/log.ts'

const port = portOf(process.argv.slice(2))
if (!port.ok) refuse(port.failure)
const missing = whyNoLocalSlack()
if (missing !== undefined) refuse(missing)

const folder = await mkdtemp(join(tmpdir(), 'roundsman-demo-'))
const logFile = join(folder, 'roundsman.log')
const log = createLog({ level: 'info', destination: createWriteStream(logFile) })

let ending = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (ending) return
    ending = true
    void end()
  })
}

// The shell between npm and us passes no signals on: when it is gone, whoever wanted the demo is gone too.
const shell = process.ppid
if (process.env['npm_lifecycle_event'] === 'demo') {
  setInterval(() => process.ppid !== shell && process.kill(process.pid, 'SIGTERM'), 500).unref()
}

const starting = startDemo({ port: port.value, folder, log })
const demo = await starting
if (!demo.ok) {
  await rm(folder, { recursive: true, force: true })
  refuse(demo.failure)
}
if (!ending) process.stdout.write(ready({ ...demo.value, port: port.value, logFile }))

async function end(): Promise<void> {
  const started = await starting
  if (started.ok) await started.value.stop()
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}
