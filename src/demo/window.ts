import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { dressed } from './markup.ts'

export interface Window {
  close(): Promise<void>
}

/** The door that people open: everything goes to local-slack and back, and its page is dressed on the way. */
export async function openWindow(port: number, slackPort: number): Promise<Outcome<Window, string>> {
  const tunnels = new Set<Duplex>()
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, slackPort))
  server.on('upgrade', (incoming, browser: Duplex, head: Buffer) => {
    const slack = connect(slackPort, '127.0.0.1')
    slack.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headerLines(incoming)}\r\n`)
    slack.write(head)
    join(browser, slack)
    tunnels.add(browser)
    browser.on('close', () => tunnels.delete(browser))
  })
  try {
    await once(server.listen(port), 'listening')
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return failed(
      'code' in error && error.code === 'EADDRINUSE'
        ? `Port ${port} is taken by another program: choose another one with --port.`
        : `Port ${port} cannot be used: ${error.message}`,
    )
  }
  return done({
    async close() {
      for (const tunnel of tunnels) tunnel.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url: path } = incoming
  const headers = { ...incoming.headers, 'accept-encoding': 'identity' }
  // A connection of its own each: a kept one may be closed by local-slack just as the next request takes it.
  const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
    void give(answer, outgoing).catch(() => outgoing.destroy())
  })
  asked.on('error', () => outgoing.writeHead(502).end('The local Slack does not answer.'))
  incoming.pipe(asked)
}

async function give(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const status = answer.statusCode ?? 502
  if (answer.headers['content-type']?.startsWith('text/html') !== true) {
    outgoing.writeHead(status, answer.headers)
    answer.pipe(outgoing)
    return
  }
  const page = dressed(await text(answer))
  outgoing.writeHead(status, { ...answer.headers, 'content-length': Buffer.byteLength(page) }).end(page)
}

function headerLines({ rawHeaders }: IncomingMessage): string {
  return rawHeaders.map((part, index) => (index % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join('')
}

/** What one side says the other hears; when one is gone, so is the other. */
function join(browser: Duplex, slack: Socket): void {
  browser.pipe(slack)
  slack.pipe(browser)
  for (const [one, other] of [
    [browser, slack],
    [slack, browser],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
  }
}
