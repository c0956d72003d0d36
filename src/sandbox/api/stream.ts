import type { Exchange } from './call.ts'

/** An answer that goes on: JSON lines or text, until somebody ends it. */
export interface Stream {
  /** Writes text as it is, anything else as a line of JSON. */
  write(piece: unknown): void
  end(): void
  /** Runs when the stream ends, whoever ends it; at once when it has already. */
  onEnd(cleanup: () => void): void
}

/** Starts such an answer; it also ends with the client's connection and with the server. */
export function openStream({ api, request, response }: Exchange, type: string): Stream {
  const cleanups: (() => void)[] = []
  let open = true
  const end = () => {
    if (!open) return
    open = false
    api.streams.delete(end)
    for (const cleanup of cleanups) cleanup()
    response.end()
  }
  api.streams.add(end)
  request.on('close', end)
  response.on('close', end)
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache, private' })
  response.flushHeaders()
  return {
    write(piece) {
      if (open) response.write(typeof piece === 'string' ? piece : `${JSON.stringify(piece)}\n`)
    },
    end,
    onEnd(cleanup) {
      if (open) cleanups.push(cleanup)
      else cleanup()
    },
  }
}
