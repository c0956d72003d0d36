import { SocketModeReceiver } from '@slack/bolt'
import type { Clock, Log } from '../bot/ports.ts'
import { clientOptions } from './clients.ts'
import type { SlackConfig, SocketMode } from './config.ts'
import { failureText, slackFailure } from './failure.ts'
import { slackLogger } from './logger.ts'
import type { Doorway } from './listen.ts'

const helloMs = 15_000
const longestPauseMs = 30_000

/**
 * Slack over a socket that we open. We reconnect ourselves: the SDK waits five seconds after every routine refresh,
 * and ends the process with an unhandled rejection when a token is refused on the way back.
 */
export function socketDoorway(
  config: SlackConfig & SocketMode,
  { clock, log, firstPauseMs = 500 }: { clock: Clock; log: Log; firstPauseMs?: number },
): Doorway {
  const receiver = new SocketModeReceiver({
    appToken: config.appToken,
    logger: slackLogger(log),
    autoReconnectEnabled: false,
    customPropertiesExtractor: envelopeOf,
    // Its own object: the client writes into it.
    installerOptions: { clientOptions: clientOptions(config) },
  })
  const { client } = receiver
  const stopping = new AbortController()
  let down: number | null = clock.now()
  let started = false
  let reconnecting = false

  const connect = async (): Promise<void> => {
    // A socket that opens and says nothing would be waited for without end.
    const timer = setTimeout(() => client.websocket?.disconnect(), helloMs)
    try {
      await client.start()
      // A greeting and a goodbye may arrive together, and then nobody is told of the second.
      if (client.websocket?.isActive() !== true) throw new Error('closed after hello')
      down = null
      // Stopped while Slack was being asked for a socket: starting has undone the stopping.
      if (stopping.signal.aborted) await receiver.stop()
    } catch (error) {
      // The SDK rejects with nothing at all when a socket closes before Slack said hello.
      throw error ?? new Error('closed before hello')
    } finally {
      clearTimeout(timer)
    }
  }

  const reconnect = async (): Promise<void> => {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      try {
        await connect()
        log.info({}, 'Slack is connected again')
        return
      } catch (error) {
        log.error(
          { reason: failureText(slackFailure(error)) },
          'Slack cannot be reached again; I keep trying',
        )
        await pause(Math.min(firstPauseMs * 1.5 ** attempt, longestPauseMs), stopping.signal)
      }
    }
  }

  client.on('disconnected', () => {
    if (down === null) down = clock.now()
    if (!started || reconnecting || stopping.signal.aborted) return
    reconnecting = true
    void reconnect().finally(() => {
      reconnecting = false
    })
  })
  return {
    receiver,
    open: async () => {
      await connect()
      started = true
    },
    close: async () => {
      stopping.abort()
      down ??= clock.now()
      await receiver.stop()
    },
    disconnectedSince: () =>
      client.websocket?.isActive() === true && !stopping.signal.aborted ? null : down,
  }
}

function envelopeOf(envelope: { readonly envelope_id?: unknown }): { envelopeId: unknown } {
  return { envelopeId: envelope.envelope_id }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
  })
}
