import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Log } from '../bot/ports.ts'
import type { Metrics } from './meter.ts'
import { isAlive, readiness, type Probes } from './probes.ts'

interface HealthOptions {
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  readonly probes: Probes
  readonly metrics: Pick<Metrics, 'contentType' | 'render'>
  readonly log: Log
}

export interface Health {
  readonly port: number
  close(): Promise<void>
}

/** Serves `/livez`, `/readyz` and `/metrics`, on a port that no Slack payload ever comes to. */
export async function startHealth({ host, port, probes, metrics, log }: HealthOptions): Promise<Health> {
  const server = createServer((request, response) => {
    answer(request, probes, metrics).then(
      (page) => send(response, page),
      (error: unknown) => {
        log.error({ error, url: request.url }, 'a health page failed')
        send(response, text(500, 'failed; the log has the reason\n'))
      },
    )
  })
  try {
    await once(server.listen(port, host), 'listening')
  } catch (error) {
    throw new Error(whyNotListening(error, host, port), { cause: error })
  }
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function whyNotListening(error: unknown, host: string, port: number): string {
  const change = 'with http.port (--http.port=… or ROUNDSMAN_HTTP_PORT).'
  if (!(error instanceof Error)) return `Health and metrics cannot be served: ${String(error)}`
  return 'code' in error && error.code === 'EADDRINUSE'
    ? `Port ${port} of ${host}, for health and metrics, is taken by another program: choose another one ${change}`
    : `Health and metrics cannot be served on port ${port} of ${host} (${error.message}): correct http.host, or choose another port ${change}`
}

interface Page {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

async function answer(
  { method, url = '/' }: IncomingMessage,
  probes: Probes,
  metrics: HealthOptions['metrics'],
): Promise<Page> {
  const path = url.split('?', 1)[0]
  const page = pages[path ?? '']
  if (page === undefined) return text(404, 'not found\n')
  if (method !== 'GET') return { ...text(405, 'only GET\n'), headers: { allow: 'GET' } }
  return await page(probes, metrics)
}

const pages: Readonly<
  Record<string, (probes: Probes, metrics: HealthOptions['metrics']) => Page | Promise<Page>>
> = {
  '/livez': (probes) => {
    const { alive, reason } = isAlive(probes)
    return text(alive ? 200 : 503, `${reason}\n`)
  },
  '/readyz': async (probes) => {
    const state = await readiness(probes)
    return {
      status: state.ready ? 200 : 503,
      headers: { 'content-type': 'application/json' },
      body: `${JSON.stringify(state, null, 2)}\n`,
    }
  },
  '/metrics': async (_, metrics) => ({
    status: 200,
    headers: { 'content-type': metrics.contentType },
    body: await metrics.render(),
  }),
}

function text(status: number, body: string): Page {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}

function send(response: ServerResponse, { status, headers, body }: Page): void {
  response.writeHead(status, { ...headers, 'cache-control': 'no-store' }).end(body)
}
