import { duration } from '../core/duration.ts'

/** What health is judged by. */
export interface Probes {
  /** `downForMs` counts from the moment the connection was lost, or the process began. Always connected over HTTP. */
  slack(): { readonly connected: boolean; readonly downForMs: number }
  /** Throws when the store cannot be written. */
  store(): Promise<void>
  /** `answers`: at its last call or ping; a cluster that was never reached does not. */
  clusters(): readonly { readonly name: string; readonly answers: boolean }[]
}

interface Check {
  readonly ok: boolean
  readonly reason: string
}

export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<'slack' | 'store' | 'clusters', Check>>
}

/** Whether the process should go on living. A stuck event loop answers nothing, which is an answer too. */
export function isAlive(probes: Probes): { readonly alive: boolean; readonly reason: string } {
  const { connected, downForMs } = probes.slack()
  if (connected || downForMs <= longestSilence) return { alive: true, reason: 'alive' }
  return { alive: false, reason: `no connection to Slack for ${duration(downForMs)}` }
}

/** Longer than Slack's own reconnects take, so that only a socket that has given up costs a restart. */
const longestSilence = 90_000

/** Whether commands can be answered now, and what is in the way. */
export async function readiness(probes: Probes): Promise<Readiness> {
  const checks = {
    slack: checkSlack(probes),
    store: await checkStore(probes),
    clusters: checkClusters(probes),
  }
  return { ready: Object.values(checks).every(({ ok }) => ok), checks }
}

function checkSlack(probes: Probes): Check {
  const { connected, downForMs } = probes.slack()
  return connected
    ? { ok: true, reason: 'connected' }
    : { ok: false, reason: `not connected for ${duration(downForMs)}` }
}

async function checkStore(probes: Probes): Promise<Check> {
  try {
    await probes.store()
    return { ok: true, reason: 'writable' }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** One cluster that answers is enough: the others say so themselves when they are asked for. */
function checkClusters(probes: Probes): Check {
  const all = probes.clusters()
  const away = all.filter(({ answers }) => !answers).map(({ name }) => name)
  if (all.length === 0) return { ok: true, reason: 'none configured' }
  if (away.length === all.length) return { ok: false, reason: `none answers: ${away.join(', ')}` }
  if (away.length > 0) return { ok: true, reason: `does not answer: ${away.join(', ')}` }
  return { ok: true, reason: 'all answer' }
}
