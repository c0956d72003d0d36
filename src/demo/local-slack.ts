import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(
  new URL('../../node_modules/local-slack-linux-x64/bin/local-slack', import.meta.url),
)

export interface LocalSlack {
  readonly url: string
  stop(): Promise<void>
}

/** Why there is no local Slack on this machine, or undefined when there is. */
export function whyNoLocalSlack(): string | undefined {
  if (existsSync(program)) return undefined
  return `The demo's Slack (local-slack) runs on Linux x64 only, and this is ${process.platform} ${process.arch}: run the demo in a Linux x64 container or virtual machine, or follow "Your own Slack" in the README.`
}

/** Starts the Slack that people see in their browser; rejects when the port is taken. */
export async function startLocalSlack(configFile: string, port: number): Promise<LocalSlack> {
  const url = `http://127.0.0.1:${port}`
  const args = ['--config', configFile, '--port', String(port), '--base-host', '127.0.0.1']
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const ended = once(child, 'exit')
  const answers = async () => {
    const response = await fetch(`${url}/_control/state`).catch(() => undefined)
    return response?.ok === true
  }
  const until = Date.now() + 9_000
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill()
      throw new Error(
        `The demo's Slack did not start on port ${port}: ${complaint.trim() || 'it gave no reason; is the port taken? Try --port 3901'}`,
      )
    }
    await pause(50)
  }
  return {
    url,
    async stop() {
      child.kill()
      if (child.exitCode === null) await ended
    },
  }
}
