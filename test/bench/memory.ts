import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startBare } from './bare-process.ts'
import { startBot } from './bot-process.ts'
import { startCompany } from './company.ts'
import { judged, notRun, type Figure } from './figure.ts'
import { sandboxPlace } from './places.ts'

const what = 'idle RSS with 5 clusters'
const bound = '≤ 1.25'
const idleMs = 10_000

/** Both collect their garbage when they are told to, so that what is left is what they hold. */
const flags = ['--expose-gc', '--import', `data:text/javascript,process.on('SIGUSR2', () => gc())`]

/** What the bot holds when nobody asks it anything, against what its packages alone hold. */
export async function memory(folder: string): Promise<Figure[]> {
  if (!existsSync('/proc/self/status')) return [notRun(what, bound, 'there is no /proc here')]
  const compileCache = join(folder, 'compile-cache-memory')
  const place = await sandboxPlace(folder)
  const company = await startCompany()
  const { kubeconfig, context } = place
  const clusters = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, kubeconfig, context }))
  const start = { flags, compileCache }
  // The first of each fills the compile cache.
  await (await startBot({ company, clusters, folder, ...start })).stop()
  await (await startBare(start)).stop()
  const bot = await startBot({ company, clusters, folder, ...start })
  const bare = await startBare(start)
  try {
    await pause(idleMs)
    const [botMb, bareMb] = await Promise.all([restingMb(bot.pid), restingMb(bare.pid)])
    const figure = {
      what,
      measured: `${botMb.toFixed(0)} MB`,
      against: `the same packages only imported ${bareMb.toFixed(0)} MB`,
      ratio: botMb / bareMb,
      bound,
    }
    return [judged(figure, botMb / bareMb <= 1.25)]
  } finally {
    await Promise.all([bot.stop(), bare.stop()])
    await Promise.all([company.close(), place.close()])
  }
}

async function restingMb(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR2')
  await pause(1_000)
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  if (kilobytes === undefined) throw new Error(`/proc says nothing of the memory of ${pid}`)
  return Number(kilobytes) / 1024
}
