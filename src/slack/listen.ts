import type { Receiver } from '@slack/bolt'
import { App } from '@slack/bolt'
import { clientOptions } from './clients.ts'
import { clickDoor } from './doors/clicked.ts'
import { slashDoor } from './doors/slash.ts'
import { spokenDoors } from './doors/spoken.ts'
import { submitDoor } from './doors/submitted.ts'
import { failureText, slackFailure } from './failure.ts'
import { ackFirst } from './guards/ack-first.ts'
import { createAckWatch } from './guards/ack-watch.ts'
import { createInflight } from './guards/inflight.ts'
import { replayGuard } from './guards/replay.ts'
import type { Hall } from './hall.ts'
import { httpDoorway } from './http.ts'
import { slackLogger } from './logger.ts'
import { socketDoorway } from './socket.ts'

/** Where payloads come in. */
export interface Doorway {
  readonly receiver: Receiver
  open(): Promise<void>
  close(): Promise<void>
  /** Null while payloads can come in. */
  disconnectedSince(): number | null
}

export interface Listening {
  connected(): boolean
  disconnectedSince(): number | null
  /** Lets nothing in any more, waits for what is under way, then aborts it. */
  stop(withinMs?: number): Promise<void>
}

/**
 * Opens the five doors. Rejects with a sentence for people when Slack does not accept us.
 */
export async function listen(
  options: Omit<Hall, 'ackWatch' | 'closing'> & { readonly reconnectMs?: number },
): Promise<Listening> {
  const { config, clock, log } = options
  const closing = new AbortController()
  const ackWatch = createAckWatch(log)
  const inflight = createInflight()
  const hall: Hall = { ...options, ackWatch, closing: closing.signal }
  const firstPauseMs = options.reconnectMs ?? 500
  const doorway =
    config.mode === 'socket'
      ? socketDoorway(config, { clock, log, firstPauseMs })
      : httpDoorway(config, { clock, log })

  const app = new App({
    token: config.botToken,
    receiver: doorway.receiver,
    logger: slackLogger(log),
    clientOptions: clientOptions(config),
    convoStore: false,
    // A bad token is then an error of init(), not an unhandled rejection of the constructor.
    deferInitialization: true,
  })
  if (config.mode === 'http') app.use(replayGuard(clock, log))
  app.use(inflight.middleware)
  app.use(ackFirst(ackWatch, log))
  slashDoor(app, hall)
  spokenDoors(app, hall)
  clickDoor(app, hall)
  submitDoor(app, hall)
  app.error(async (error) => {
    log.error({ err: error }, 'a payload of Slack broke')
    // Swallowed, it would leave an HTTP request without an answer.
    throw error
  })

  await orExplain(() => app.init(), 'Slack does not accept the bot token')
  await orExplain(
    doorway.open,
    config.mode === 'socket' ? 'Slack gives no socket' : 'The port for Slack does not open (slack.port)',
  )

  const stop = async (withinMs: number): Promise<void> => {
    await doorway.close()
    if (!(await inflight.drained(withinMs))) {
      log.warn({ underWay: inflight.count() }, 'stopping although work is under way')
    }
    closing.abort()
    ackWatch.stop()
  }
  let stopping: Promise<void> | null = null

  return {
    connected: () => doorway.disconnectedSince() === null,
    disconnectedSince: doorway.disconnectedSince,
    stop: (withinMs = 20_000) => (stopping ??= stop(withinMs)),
  }
}

async function orExplain(step: () => Promise<void>, sentence: string): Promise<void> {
  try {
    await step()
  } catch (error) {
    const failure = slackFailure(error)
    // A token is refused only by somebody who answers.
    const what = failure.kind === 'unsent' ? 'Slack cannot be reached' : sentence
    throw new Error(`${what}: ${failureText(failure)}`, { cause: error })
  }
}
