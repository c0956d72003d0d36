import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt'
import type { Log } from '../../bot/ports.ts'
import type { AckWatch } from './ack-watch.ts'

/**
 * Acknowledges everything before anything is done about it, known or not, so that no hanging cluster or database can
 * let Slack's three seconds pass. Only a submitted form waits for its verdict: its acknowledgement carries that.
 */
export function ackFirst(watch: AckWatch, log: Log): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    if (!('ack' in args) || args.ack === undefined) return args.next()
    watch.start(args.context, args.body.type ?? 'command')
    if (args.body.type === 'view_submission') return args.next()
    try {
      await args.ack()
    } catch (error) {
      // The person is told by Slack that it failed and will repeat it: running it now would run it twice.
      log.error({ err: error, type: args.body.type }, 'not acknowledged, and so not done')
      return
    } finally {
      watch.done(args.context)
    }
    await args.next()
  }
}
