import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type { Cluster } from '../../src/bot/cluster.ts'
import type { Meter } from '../../src/bot/ports.ts'
import { ClusterConfig } from '../../src/config/clusters.ts'
import { connectClusters } from '../../src/kube/clusters.ts'
import type { ClusterParts } from '../../src/kube/cluster.ts'
import { createCertificate } from '../../src/sandbox/api/certificate.ts'

export interface Seen {
  readonly method: string
  readonly path: string
  /** Header lines as they came. */
  readonly lines: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** `reset` drops the connection after the request was read; `hang` never answers. */
export type Reply =
  | 'reset'
  | 'hang'
  | {
      readonly status?: number
      readonly headers?: Record<string, string>
      readonly body?: unknown
      /** Leaves the answer open. */
      readonly open?: boolean
    }

export interface FakeServer {
  readonly url: string
  readonly caPem: string
  readonly seen: readonly Seen[]
  /** Answers to come; the last one stays. */
  answer(...replies: (Reply | ((seen: Seen) => Reply))[]): void
  connections(): number
  /** Resolves when the client has closed an answer that was left open. */
  readonly hungUp: Promise<void>
}

/** A server that answers what the test says, for the length of the test. */
export async function fakeServer({ tls = false } = {}): Promise<FakeServer> {
  const seen: Seen[] = []
  const hungUp = Promise.withResolvers<void>()
  let replies: (Reply | ((seen: Seen) => Reply))[] = [{ body: {} }]
  let connections = 0
  const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
    const one = await read(request)
    seen.push(one)
    const next = replies.length > 1 ? replies.shift() : replies[0]
    const reply = typeof next === 'function' ? next(one) : next
    if (reply === undefined || reply === 'hang') return
    if (reply === 'reset') {
      request.socket.resetAndDestroy()
      return
    }
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
    response.on('close', () => hungUp.resolve())
    const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {})
    if (reply.open === true) response.write(body)
    else response.end(body)
  }
  const { key, cert } = await createCertificate()
  const listener = (request: IncomingMessage, response: ServerResponse) => void onRequest(request, response)
  const server = tls ? createHttps({ key, cert }, listener) : createHttp(listener)
  server.on(tls ? 'secureConnection' : 'connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`,
    caPem: cert,
    seen,
    answer: (...next) => {
      replies = next
    },
    connections: () => connections,
    hungUp: hungUp.promise,
  }
}

export interface Connected {
  readonly cluster: Cluster
  readonly tokenFile: string
  /** `verb outcome` of each call, as counted. */
  readonly counted: string[]
  readonly warned: string[]
}

/** A cluster on a server, with the token `token`, that pauses for nothing between tries. */
export function connect(
  server: { readonly url: string; readonly caPem: string },
  parts: Partial<ClusterParts> & { readonly callMs?: number } = {},
): Connected {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-kube-'))
  const tokenFile = join(folder, 'token')
  const caFile = join(folder, 'ca.crt')
  writeFileSync(tokenFile, 'token\n')
  writeFileSync(caFile, server.caPem)
  const { callMs = 2000, ...rest } = parts
  const timeouts = { callMs, connectMs: 1000 }
  const config = ClusterConfig.parse({ name: 'fake', server: server.url, tokenFile, caFile, timeouts })
  const counted: string[] = []
  const warned: string[] = []
  const meter: Meter = {
    ...unread,
    clusterCall: (_cluster, verb, outcome) => counted.push(`${verb} ${outcome}`),
  }
  const log = { ...quiet, warn: (_fields: object, message: string) => warned.push(message) }
  const [cluster] = connectClusters([config], { log, meter, random: () => 0, ...rest }).all
  if (cluster === undefined) throw new Error('no cluster was connected')
  onTestFinished(async () => {
    await cluster.close()
    rmSync(folder, { recursive: true })
  })
  return { cluster, tokenFile, counted, warned }
}

export const quiet = { debug() {}, info() {}, warn() {}, error() {} }
export const unread: Meter = {
  command() {},
  denial() {},
  approval() {},
  answered() {},
  clusterCall() {},
  duplicateRisk() {},
}

/** A refusal as an API server words it. */
export function status(code: number, message: string, rest: object = {}): Reply {
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code, ...rest },
  }
}

async function read(request: IncomingMessage): Promise<Seen> {
  const { method = '', url = '', rawHeaders } = request
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ''] as const] : [],
  )
  return { method, path: url, lines, body: await text(request) }
}
