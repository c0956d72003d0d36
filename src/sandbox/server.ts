import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Api, User } from './api/call.ts'
import { createCertificate } from './api/certificate.ts'
import { sendError } from './api/reply.ts'
import { serve } from './api/serve.ts'
import { ApiError } from './store/errors.ts'
import type { Clock, Logbook, ObjectStore } from './store/types.ts'

/** What a test may make of a request instead of an answer. */
export interface Fault {
  readonly status: number
  readonly reason: string
  readonly retryAfter?: number
  /** Never answers; the connection stays open. */
  readonly hang?: boolean
}

export interface ApiOptions {
  readonly store: ObjectStore
  readonly logbook: Logbook
  readonly clock: Clock
  /** Who holds which bearer token. */
  readonly tokens: Readonly<Record<string, User>>
  /** 0, or nothing, for a free one. */
  readonly port?: number
  readonly faults?: (request: { method: string; path: string }) => Fault | undefined
}

export interface RunningApi {
  readonly url: string
  /** The certificate that clients have to trust; it is its own authority. */
  readonly caPem: string
  readonly port: number
  close(): Promise<void>
}

/** Serves the store as a small Kubernetes over HTTPS, on the loopback interface alone. */
export async function startApi({ faults, port = 0, ...parts }: ApiOptions): Promise<RunningApi> {
  const { key, cert } = await createCertificate()
  const api: Api = { ...parts, pages: new Map(), streams: new Set() }
  const server = createServer({ key, cert, keepAliveTimeout: 65_000 }, (request, response) => {
    void answer(api, faults, request, response)
  })
  const bound = await listen(server, port)
  return {
    url: `https://127.0.0.1:${bound}`,
    caPem: cert,
    port: bound,
    close: () => close(server, api),
  }
}

async function answer(
  api: Api,
  faults: ApiOptions['faults'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { method = 'GET', url = '/' } = request
    const fault = faults?.({ method, path: url })
    if (fault?.hang === true) return
    if (fault !== undefined) throw faultError(fault)
    await serve(api, request, response)
  } catch (error) {
    if (response.headersSent) response.destroy()
    else sendError(response, error)
  }
}

function faultError({ status, reason, retryAfter }: Fault): ApiError {
  const details = retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }
  return new ApiError(status, reason, `the sandbox was told to answer ${status} ${reason}`, details)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(portOf(server.address())))
  })
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port
  throw new Error('the server listens on no port')
}

function close(server: Server, api: Api): Promise<void> {
  for (const end of api.streams) end()
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
