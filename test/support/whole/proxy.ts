import { createServer, request as send } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createCertificate } from '../../../src/sandbox/api/certificate.ts'

/** A request on its way to the cluster. */
export interface Passing {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly person: string | null
}

/** What becomes of a request: `lost` and `late` are carried out, and only their answers do not come back. */
export type Fate =
  | 'reset'
  | 'hang'
  | 'lost'
  | 'late'
  | {
      readonly status: number
      readonly message: string
      readonly retryAfter?: number
      readonly reason?: string
      /** Said after the request was carried out all the same. */
      readonly afterwards?: true
    }

/** A line to the cluster that can be cut: everything the bot says to Kubernetes goes through here. */
export interface Proxy {
  readonly url: string
  readonly caPem: string
  readonly seen: readonly Passing[]
  /** Decides on each request; `before` and `after` are awaited around one that is let through. */
  fate: (passing: Passing) => Fate | undefined
  before: (passing: Passing) => Promise<void>
  after: (passing: Passing) => Promise<void>
  /** The changes that reached the cluster: no reads, reviews or dry runs. */
  writes(): readonly Passing[]
  close(): Promise<void>
}

export async function startProxy(to: { readonly url: string; readonly caPem: string }): Promise<Proxy> {
  const { key, cert } = await createCertificate()
  const seen: Passing[] = []
  const passed = new Set<Passing>()
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  const proxy: Proxy = {
    url: `https://127.0.0.1:${address.port}`,
    caPem: cert,
    seen,
    fate: () => undefined,
    before: async () => {},
    after: async () => {},
    writes: () => [...passed].filter(isWrite),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return proxy

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const passing = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      body: await textOf(incoming),
      person: String(incoming.headers['impersonate-user'] ?? '') || null,
    }
    seen.push(passing)
    const fate = proxy.fate(passing)
    if (fate === 'hang') return
    if (fate === 'reset') return void incoming.socket.destroy()
    if (typeof fate === 'object' && !fate.afterwards) return answerWith(fate, outgoing)
    await proxy.before(passing)
    passed.add(passing)
    const answer = await pass(incoming, passing.body, outgoing)
    await proxy.after(passing)
    if (fate === 'late') return void answer.resume()
    if (fate === 'lost') return void incoming.socket.destroy()
    if (typeof fate === 'object') {
      answer.resume()
      return answerWith(fate, outgoing)
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(outgoing)
  }

  function pass(incoming: IncomingMessage, body: string, outgoing: ServerResponse): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const onward = send(`${to.url}${incoming.url ?? '/'}`, {
        method: incoming.method,
        ca: to.caPem,
        headers: headersOf(incoming, body, to.url),
      })
      // A watch ends with whoever watches; a write that has arrived is carried out, whoever is gone.
      if (incoming.method === 'GET') outgoing.on('close', () => onward.destroy())
      onward.on('response', resolve)
      onward.on('error', reject)
      onward.end(body)
    })
  }
}

function answerWith(
  { status, message, retryAfter, reason = '' }: Exclude<Fate, string>,
  outgoing: ServerResponse,
): void {
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code: status }
  outgoing.writeHead(status, { 'content-type': 'application/json', ...wait }).end(JSON.stringify(body))
}

/** A change for real. */
export function isWrite({ method, path, body }: Passing): boolean {
  if (method === 'GET' || path.includes('dryRun=All') || body.includes('"dryRun"')) return false
  return !path.includes('/authorization.k8s.io/')
}

/** Impersonated groups come as several headers of one name. */
function headersOf({ rawHeaders }: IncomingMessage, body: string, url: string): string[] {
  const lines: string[] = ['host', new URL(url).host]
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (!/^(host|connection|transfer-encoding|content-length)$/i.test(name))
      lines.push(name, rawHeaders[at + 1] ?? '')
  }
  return body === '' ? lines : [...lines, 'content-length', String(Buffer.byteLength(body))]
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}
