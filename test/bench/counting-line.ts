import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { accessOf } from '../../src/kube/access.ts'
import type { Place } from './places.ts'

/** A way to a cluster that counts connections: every one of them is a TLS handshake. */
export interface CountingLine {
  readonly kubeconfig: string
  count(): number
  close(): Promise<void>
}

export async function countingLine(
  { name, kubeconfig, context }: Place,
  folder: string,
): Promise<CountingLine> {
  const timeouts = { callMs: 10_000, connectMs: 3_000 }
  const { server: to } = accessOf({ name, kubeconfig, context, timeouts }, { now: Date.now })
  const sockets = new Set<Socket>()
  let count = 0
  const server = createServer((incoming) => {
    count += 1
    const outgoing = connect(Number(to.port), to.hostname)
    for (const [from, into] of [[incoming, outgoing] as const, [outgoing, incoming] as const]) {
      sockets.add(from)
      from.setNoDelay()
      from.pipe(into)
      from.on('error', () => into.destroy())
      from.on('close', () => sockets.delete(from))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  const file = join(folder, `${name}-counted.yaml`)
  // The host stays, because the certificate names it.
  const counted = readFileSync(kubeconfig, 'utf8').replaceAll(`:${to.port}`, `:${address.port}`)
  writeFileSync(file, counted)
  return {
    kubeconfig: file,
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
