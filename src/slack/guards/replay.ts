import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt'
import type { Clock, Log } from '../../bot/ports.ts'

const skewMs = 300_000
/** Longer than a signature lives. */
const rememberMs = 600_000

/**
 * Drops signed requests that are from the future or were seen before: Bolt refuses only old ones. They are
 * acknowledged, so that a copied request learns nothing, and nothing runs.
 */
export function replayGuard(clock: Clock, log: Log): Middleware<AnyMiddlewareArgs> {
  const seen = new Map<string, number>()
  return async (args) => {
    const reason = suspicion(stampOf(args.context), seen, clock.now())
    if (reason === null) return args.next()
    log.warn({ audit: true, reason, user: args.context.userId }, 'signed request refused')
    if ('ack' in args && args.ack !== undefined) await args.ack()
  }
}

/** What the receiver notes of a request's headers. Never throws: it is called outside of every net. */
export function stamp(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return {
    signedAtMs: Number(headers['x-slack-request-timestamp']) * 1000,
    signature: String(headers['x-slack-signature']),
  }
}

type Stamp = ReturnType<typeof stamp>

function stampOf(context: { readonly [name: string]: unknown }): Stamp {
  return { signedAtMs: Number(context['signedAtMs']), signature: String(context['signature']) }
}

function suspicion({ signedAtMs, signature }: Stamp, seen: Map<string, number>, now: number): string | null {
  // Written so that a timestamp that is no number is refused too.
  if (!(Math.abs(now - signedAtMs) <= skewMs)) return 'timestamp'
  if (seen.has(signature)) return 'replayed'
  for (const [old, at] of seen) {
    if (at > now - rememberMs) break
    seen.delete(old)
  }
  seen.set(signature, now)
  return null
}
