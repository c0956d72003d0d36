import { createServer } from 'node:http'

export interface Received {
  /** When its last byte was there. */
  readonly at: number
  readonly text: string
}

export interface Inbox {
  /** A fresh response URL, and the first thing that is posted to it. */
  expect(): { readonly url: string; readonly first: Promise<Received> }
  close(): Promise<void>
}

/** Response URLs that note the moment at which an answer is there. */
export async function startInbox(): Promise<Inbox> {
  const waiting = new Map<string, (received: Received) => void>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const at = performance.now()
      waiting.get(request.url ?? '')?.({ at, text: Buffer.concat(parts).toString('utf8') })
      waiting.delete(request.url ?? '')
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  let count = 0
  return {
    expect: () => {
      const path = `/${(count += 1)}`
      const { promise, resolve } = Promise.withResolvers<Received>()
      waiting.set(path, resolve)
      return { url: `http://127.0.0.1:${address.port}${path}`, first: promise }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
