import { LogLevel, type Logger } from '@slack/bolt'
import type { Log } from '../bot/ports.ts'

/**
 * Slack's SDKs, writing into our log. Their debug lines are dropped: they hold whole payloads, and a payload holds
 * tokens, response URLs and what people typed.
 */
export function slackLogger(log: Log): Logger {
  const fields = { component: 'slack' }
  return {
    debug: () => {},
    info: (...said: unknown[]) => log.info(fields, sentence(said)),
    warn: (...said: unknown[]) => log.warn(fields, sentence(said)),
    error: (...said: unknown[]) => log.error(fields, sentence(said)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}

/** An HTML error page may come as an error's message. */
const longest = 500

/** Errors by their message only: their other fields carry requests and answers. */
function sentence(said: readonly unknown[]): string {
  const words = said.map((part) => (part instanceof Error ? part.message : String(part)))
  return words.join(' ').replaceAll(secret, '[redacted]').slice(0, longest)
}

const secret = /xox[a-z]-[\w-]+|xapp-[\w-]+|xoxe\.[\w-]+|https:\/\/hooks\.slack\.com\/\S+/g
