import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startBare } from './bare-process.ts'
import { startBot } from './bot-process.ts'
import { startCompany, type Company } from './company.ts'
import { judged, notRun, type Figure } from './figure.ts'
import { median } from './numbers.ts'
import { sandboxPlace, type Place } from './places.ts'
import { podCount, podsNamespace } from './pods.ts'
import { times } from './times.ts'

const what = 'idle RSS with 5 clusters, all read'
const bound = '≤ 1.25'
const rounds = 3
const idleMs = 10_000

/** Both collect their garbage when they are told to, so that what is left is what they hold. */
const flags = ['--expose-gc', '--import', `data:text/javascript,process.on('SIGUSR2', () => gc())`]

/** What the bot holds when it has looked at every cluster and nobody asks it anything, against what its packages alone hold. */
export async function memory(folder: string): Promise<Figure[]> {
  if (!existsSync('/proc/self/status')) return [notRun(what, bound, 'there is no /proc here')]
  const place = await sandboxPlace(folder)
  const company = await startCompany()
  try {
    // The first round fills the compile cache.
    await round(folder, place, company)
    const measured = await times(rounds, () => round(folder, place, company))
    return [
      figureOf(
        what,
        measured.map(({ idle }) => idle),
      ),
      figureOf(
        `${what}, after a forced collection`,
        measured.map(({ collected }) => collected),
      ),
    ]
  } finally {
    await Promise.all([company.close(), place.close()])
  }
}

interface Held {
  readonly botMb: number
  readonly bareMb: number
}

async function round(
  folder: string,
  { kubeconfig, context }: Place,
  company: Company,
): Promise<{ readonly idle: Held; readonly collected: Held }> {
  const clusters = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, kubeconfig, context }))
  const start = { flags, compileCache: join(folder, 'compile-cache-memory') }
  const bot = await startBot({ company, clusters, folder, ...start })
  const bare = await startBare(start)
  try {
    for (const { name } of clusters) await read(company, name)
    await pause(idleMs)
    const idle = { botMb: residentMb(bot.pid), bareMb: residentMb(bare.pid) }
    for (const { pid } of [bot, bare]) process.kill(pid, 'SIGUSR2')
    await pause(1_000)
    return { idle, collected: { botMb: residentMb(bot.pid), bareMb: residentMb(bare.pid) } }
  } finally {
    await Promise.all([bot.stop(), bare.stop()])
  }
}

/** Discovery and one read. */
async function read({ type, people }: Company, cluster: string): Promise<void> {
  const { text } = await type(people[0] ?? '', `get pods -n ${podsNamespace} --cluster ${cluster}`)
  if (!text.includes(`${podCount} pods`)) throw new Error(`That is no answer from ${cluster}: ${text}`)
}

function figureOf(what: string, held: readonly Held[]): Figure {
  const botMb = median(held.map((one) => one.botMb))
  const bareMb = median(held.map((one) => one.bareMb))
  const listed = (all: readonly number[]) => all.map((one) => one.toFixed(0)).join(', ')
  const figure = {
    what,
    measured: `${botMb.toFixed(0)} MB (rounds ${listed(held.map((one) => one.botMb))})`,
    against: `the same packages only imported ${bareMb.toFixed(0)} MB (rounds ${listed(held.map((one) => one.bareMb))})`,
    ratio: botMb / bareMb,
    bound,
  }
  return judged(figure, botMb / bareMb <= 1.25)
}

function residentMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  if (kilobytes === undefined) throw new Error(`/proc says nothing of the memory of ${pid}`)
  return Number(kilobytes) / 1024
}
