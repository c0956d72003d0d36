import { Agent, ProxyAgent, type Dispatcher } from 'undici'
import type { Clock } from '../bot/ports.ts'
import type { Access } from './access.ts'
import type { Credential } from './credentials.ts'
import type { Headers } from './headers.ts'
import { readBody } from './body.ts'
import { target, type KubeRequest } from './request.ts'
import { brokenBy, retryAfterOf, type Sent } from './sent.ts'

export type Stream = { readonly kind: 'open'; readonly body: AsyncIterable<Buffer> } | Sent

export interface Wire {
  /** One attempt, answered whole. */
  send(request: KubeRequest, headers: Headers, signal: AbortSignal): Promise<Sent>
  /** One attempt, answered bit by bit; an answer that is not 200 comes whole. */
  open(request: KubeRequest, headers: Headers, signal: AbortSignal): Promise<Stream>
  close(): Promise<void>
}

/** The only place that touches the network: kept-alive connections with the bot's own credentials. */
export function openWire(
  access: Access,
  timeouts: { readonly callMs: number; readonly connectMs: number },
  clock: Clock,
): Wire {
  const lines = { calls: lineFor(16), streams: lineFor(null) }

  const send: Wire['send'] = async (request, headers, signal) =>
    withCredentials(lines.calls, async (dispatcher, authorization) => {
      const reply = await dispatcher.request({
        ...written(request, { ...headers, ...authorization }),
        signal,
      })
      return whole(reply)
    })

  const open: Wire['open'] = async (request, headers, signal) =>
    withCredentials<Stream>(lines.streams, async (dispatcher, authorization) => {
      const reply = await dispatcher.request({
        ...written(request, { ...headers, ...authorization }),
        signal,
        headersTimeout: timeouts.callMs,
        bodyTimeout: 0,
      })
      return reply.statusCode === 200 ? { kind: 'open', body: reply.body } : whole(reply)
    })

  return {
    send,
    open,
    close: async () => {
      await Promise.all([lines.calls.close(), lines.streams.close()])
    },
  }

  /** On 401 the credential is asked for anew, once: tokens rotate and clocks differ. */
  async function withCredentials<Result extends { readonly kind: string }>(
    line: Line,
    attempt: (dispatcher: Dispatcher, headers: Headers) => Promise<Result | Sent>,
  ): Promise<Result | Sent> {
    const first = await once(line, attempt)
    const rejected = 'status' in first && first.status === 401
    return rejected && access.credentials.drop() ? once(line, attempt) : first
  }

  async function once<Result>(
    line: Line,
    attempt: (dispatcher: Dispatcher, headers: Headers) => Promise<Result>,
  ): Promise<Result | Sent> {
    let credential: Credential
    try {
      credential = await access.credentials.current()
    } catch (error) {
      return { kind: 'noCredentials', message: error instanceof Error ? error.message : String(error) }
    }
    const { authorization } = credential
    try {
      return await attempt(line.dispatcher(credential), authorization === null ? {} : { authorization })
    } catch (error) {
      return brokenBy(error)
    }
  }

  function written(request: KubeRequest, headers: Headers) {
    return {
      origin: access.server.origin,
      path: access.server.pathname.replace(/\/$/, '') + target(request),
      method: request.method,
      headers: {
        ...headers,
        'user-agent': 'roundsman',
        accept: request.accept ?? 'application/json',
        ...(request.contentType !== undefined && { 'content-type': request.contentType }),
      },
      body: request.body === undefined ? null : JSON.stringify(request.body),
    }
  }

  async function whole(reply: Dispatcher.ResponseData): Promise<Sent> {
    const body = await readBody(reply.body)
    if (body === null) return { kind: 'tooLarge', message: 'The answer is larger than 64 MiB.' }
    const retryAfterMs = retryAfterOf(reply.headers['retry-after'], clock.now())
    return { kind: 'answered', status: reply.statusCode, retryAfterMs, body }
  }

  function lineFor(connections: number | null): Line {
    return createLine((credential) => {
      const tls = {
        ...(access.ca !== null && { ca: access.ca }),
        ...(access.serverName !== null && { servername: access.serverName }),
        ...(credential.cert !== null && { cert: credential.cert }),
        ...(credential.key !== null && { key: credential.key }),
        rejectUnauthorized: !access.insecure,
      }
      const options = {
        // Over HTTP/2, undici joins repeated headers with a comma: two groups would become one.
        allowH2: false,
        connections,
        // Longer than the half minute between two pings, shorter than the minute of most load balancers.
        keepAliveTimeout: 50_000,
      }
      const connect = { timeout: timeouts.connectMs, keepAlive: true, keepAliveInitialDelay: 30_000 }
      return access.proxy === null
        ? new Agent({ ...options, connect: { ...tls, ...connect } })
        : new ProxyAgent({ ...options, uri: access.proxy, requestTls: { ...tls, ...connect } })
    })
  }
}

interface Line {
  dispatcher(credential: Credential): Dispatcher
  close(): Promise<void>
}

/** One agent, made anew only when an exec plugin hands out another client certificate. */
function createLine(make: (credential: Credential) => Dispatcher): Line {
  let held: { readonly cert: string; readonly dispatcher: Dispatcher } | null = null
  return {
    dispatcher: (credential) => {
      const cert = credential.cert?.toString() ?? ''
      if (held?.cert === cert) return held.dispatcher
      // What is under way on the old connections may end there.
      void held?.dispatcher.close()
      const dispatcher = make(credential)
      held = { cert, dispatcher }
      return dispatcher
    },
    close: async () => held?.dispatcher.destroy(),
  }
}
