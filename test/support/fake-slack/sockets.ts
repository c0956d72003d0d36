import { once } from 'node:events'
import type { Server } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { z } from 'zod'
import type { Delivery } from './delivery.ts'
import type { Faults } from './faults.ts'

const Ack = z.object({ envelope_id: z.string(), payload: z.unknown() })

export interface Sockets {
  /** To one of the open sockets, as Slack does. Not acknowledged within three seconds is not acknowledged. */
  deliver(type: string, payload: object, envelopeId: string): Promise<Delivery>
  count(): number
  /** Slack's routine: asks every client to come again. */
  refresh(): void
  /** The network's: sockets end without a word. */
  cut(): void
  close(): void
}

const ackMs = 3_000

export function serveSockets(server: Server, faults: Faults): Sockets {
  const open = new Set<WebSocket>()
  const wss = new WebSocketServer({
    server,
    // A fault of `socket` refuses the connection, one of `hello` ends it before Slack has said a word.
    verifyClient: (_, decide) => {
      const fault = faults.take('socket')
      decide(fault === undefined, fault?.status)
    },
  })
  const waiting = new Map<string, (payload: unknown) => void>()
  wss.on('connection', (socket) => {
    const hello = JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } })
    const fault = faults.take('hello')
    if (fault?.after === 'applied') {
      socket.send(hello)
      return socket.close()
    }
    if (fault !== undefined) return socket.terminate()
    socket.on('close', () => open.delete(socket))
    socket.on('message', (data: Buffer) => {
      const { envelope_id, payload } = Ack.parse(JSON.parse(data.toString('utf8')))
      waiting.get(envelope_id)?.(payload)
      waiting.delete(envelope_id)
    })
    open.add(socket)
    socket.send(hello)
  })
  return {
    deliver: async (type, payload, envelope_id) => {
      const [socket] = open
      if (socket === undefined) return { acked: false, response: null }
      const acked = new Promise<Delivery>((resolve) => {
        const timer = setTimeout(() => resolve({ acked: false, response: null }), ackMs)
        waiting.set(envelope_id, (response) => {
          clearTimeout(timer)
          resolve({ acked: true, response })
        })
      })
      socket.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload: true }))
      return acked
    },
    count: () => open.size,
    refresh: () => {
      for (const socket of open)
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
    },
    cut: () => {
      for (const socket of open) socket.terminate()
    },
    close: () => {
      for (const socket of wss.clients) socket.terminate()
      wss.close()
    },
  }
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}
