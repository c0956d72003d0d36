import { HTTPReceiver } from '@slack/bolt'
import type { Clock, Log } from '../bot/ports.ts'
import type { HttpMode, SlackConfig } from './config.ts'
import { stamp } from './guards/replay.ts'
import type { Doorway } from './listen.ts'
import { slackLogger } from './logger.ts'

/** Slack over signed requests that it sends to /slack/events. */
export function httpDoorway(
  config: SlackConfig & HttpMode,
  { clock, log }: { clock: Clock; log: Log },
): Doorway {
  const receiver = new HTTPReceiver({
    signingSecret: config.signingSecret,
    logger: slackLogger(log),
    endpoints: ['/slack/events'],
    bodyLimit: '1mb',
    // True would hold Slack's answer until the work is done.
    processBeforeResponse: false,
    customPropertiesExtractor: (request) => stamp(request.headers),
  })
  let down: number | null = clock.now()
  return {
    receiver,
    open: async () => {
      await receiver.start({ port: config.port, host: config.host })
      down = null
    },
    close: async () => {
      down = clock.now()
      await receiver.stop()
    },
    disconnectedSince: () => down,
  }
}
