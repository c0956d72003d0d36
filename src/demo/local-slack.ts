import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { done, failed, type Outcome } from '../core/outcome.ts'

const program = fileURLToPath(
  new URL('../../node_modules/local-slack-linux-x64/bin/local-slack', import.meta.url),
)

/**
 * Local-slack does not notice when whoever started it is gone. The shell that starts it does: its input ends then,
 * however hard the end was.
 */
const untilInputEnds = `
exec 3<&0
"$@" </dev/null 3<&- & slack=$!
{ cat >/dev/null; kill "$slack"; } <&3 &
wait "$slack"`

const startsWithinMs = 15_000

export interface LocalSlack {
  readonly url: string
  readonly port: number
  /** Settles when it answers, or with the reason why it never will. */
  up(): Promise<Outcome<void, string>>
  stop(): Promise<void>
}

export interface Machine {
  readonly platform: string
  readonly arch: string
  readonly installed: boolean
}

/** Why there is no local Slack on this machine, or undefined when there is. */
export function whyNoLocalSlack(machine: Machine = thisMachine()): string | undefined {
  const { platform, arch, installed } = machine
  if (platform !== 'linux' || arch !== 'x64') {
    return `The demo's Slack (local-slack) runs on Linux x64 only, and this is ${platform} ${arch}: run the demo in a Linux x64 container or virtual machine, or follow "Your own Slack" in the README.`
  }
  if (installed) return undefined
  return `The demo's Slack (local-slack) is not installed: run npm ci without leaving out optional packages.`
}

/** Sets off the Slack that people see in their browser. It ends with this process, even when that is killed. */
export async function startLocalSlack(configFile: string): Promise<LocalSlack> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const args = ['--config', configFile, '--port', String(port), '--base-host', '127.0.0.1']
  // A group of its own: Ctrl-C is for us, and the bot says goodbye before its Slack is gone.
  const child = spawn('/bin/sh', ['-c', untilInputEnds, 'sh', program, ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.stdin.end()
    await ended
  }
  const up = async (): Promise<Outcome<void, string>> => {
    const until = Date.now() + startsWithinMs
    while (!(await answers(url))) {
      if (child.exitCode !== null || Date.now() > until) {
        return failed(`The demo's Slack did not start: ${complaint.trim() || 'it gave no reason'}`)
      }
      await pause(25)
    }
    return done(undefined)
  }
  return { url, port, up, stop }
}

function thisMachine(): Machine {
  return { platform: process.platform, arch: process.arch, installed: existsSync(program) }
}

/** Local-slack cannot choose one by itself. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await once(probe.listen(0), 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  return address.port
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/_control/state`).catch(() => undefined)
  return response?.ok === true
}
