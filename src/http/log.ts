import { pino, stdTimeFunctions, type DestinationStream } from 'pino'
import type { Log } from '../bot/ports.ts'
import { redact, redactObject } from '../core/redact.ts'
import { toJson } from './json.ts'

interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  /** Standard output when left out. */
  readonly destination?: DestinationStream
}

/** One JSON line an event. Nothing passes but through the redactor: fields by key and shape, messages by shape. */
export function createLog({ level, destination }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // Pino's own adds the causes' messages to the message, and takes a plain record for an error called Object.
    serializers: { err: (error: unknown) => error },
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const logger = destination === undefined ? pino(options) : pino(options, destination)
  const write =
    (at: LogOptions['level']) =>
    (fields: object, message: string): void => {
      // Cleaning costs more than writing: what nobody will see is not cleaned.
      if (logger.isLevelEnabled(at)) logger[at](redactObject(toJson(fields)), redact(message))
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
