import { parseArgs } from 'node:util'
import { done, failed, type Outcome } from '../core/outcome.ts'

/** The port that was asked for, or why there is none. */
export function portOf(args: readonly string[]): Outcome<number, string> {
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string', default: '3900' } } })
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : 0
    if (port > 0 && port < 65_536) return done(port)
    return failed(`--port needs a number from 1 to 65535, not ${JSON.stringify(values.port)}.`)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return failed(`${error.message}\nUsage: npm run demo -- --port 3900`)
  }
}
