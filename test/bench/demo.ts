import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { whyNoLocalSlack } from '../../src/demo/local-slack.ts'
import { freePort } from '../support/ports.ts'
import { startBare } from './bare-process.ts'
import { environment } from './environment.ts'
import { judged, notRun, seconds, type Figure } from './figure.ts'
import { median } from './numbers.ts'
import { times } from './times.ts'

const what = 'npm run demo until its address is shown'
const bound = '< 10 s'

/** How long somebody waits who wants to see it. */
export async function demo(): Promise<Figure[]> {
  const missing = whyNoLocalSlack()
  if (missing !== undefined) return [notRun(what, bound, missing)]
  const readyMs = median(await times(3, untilAddress))
  const bare = await startBare({})
  await bare.stop()
  const figure = {
    what,
    measured: seconds(readyMs),
    against: `the same packages only imported ${seconds(bare.startMs)}`,
    ratio: readyMs / bare.startMs,
    bound,
  }
  return [judged(figure, readyMs < 10_000)]
}

async function untilAddress(): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  // A group of its own: npm does not hand a signal on to what it runs.
  const args = ['run', 'demo', '--', '--port', String(port)]
  const child = spawn('npm', args, {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const exit = once(child, 'exit')
  try {
    for await (const line of createInterface(child.stdout)) {
      if (line.includes(`http://localhost:${port}`)) return performance.now() - started
    }
    throw new Error('The demo ended before it showed its address')
  } finally {
    child.stdout.resume()
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await exit
  }
}
