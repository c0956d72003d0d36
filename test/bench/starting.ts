import { join } from 'node:path'
import { startBare } from './bare-process.ts'
import { startBot } from './bot-process.ts'
import { startCompany } from './company.ts'
import { judged, seconds, type Figure } from './figure.ts'
import { median } from './numbers.ts'
import { sandboxPlace } from './places.ts'
import { times } from './times.ts'

const rounds = 7

/** How long until /readyz is green, when node has compiled everything before. */
export async function starting(folder: string): Promise<Figure[]> {
  const compileCache = join(folder, 'compile-cache-start')
  const place = await sandboxPlace(folder)
  const company = await startCompany()
  const { kubeconfig, context } = place
  const clusters = [{ name: 'bench', kubeconfig, context }]
  const bot = async (): Promise<number> => {
    const started = await startBot({ company, clusters, folder, compileCache })
    await started.stop()
    return started.startMs
  }
  const bare = async (): Promise<number> => {
    const started = await startBare({ compileCache })
    await started.stop()
    return started.startMs
  }
  try {
    // The first of each fills the compile cache.
    await bot()
    await bare()
    const measured = await times(rounds, async () => ({ bareMs: await bare(), botMs: await bot() }))
    const botMs = median(measured.map((one) => one.botMs))
    const bareMs = median(measured.map((one) => one.bareMs))
    const figure = {
      what: 'start to ready, warm compile cache',
      measured: `${seconds(botMs)} (rounds ${measured.map((one) => seconds(one.botMs)).join(', ')})`,
      against: `the same packages only imported ${seconds(bareMs)}`,
      ratio: botMs / bareMs,
      bound: '< 1.5 s',
    }
    return [judged(figure, botMs < 1_500)]
  } finally {
    await company.close()
    await place.close()
  }
}
