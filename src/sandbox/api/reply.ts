import type { ServerResponse } from 'node:http'
import { ApiError } from '../store/errors.ts'

/** Answers with a JSON document. */
export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
  type = 'application/json',
): void {
  const text = JSON.stringify(body)
  response.writeHead(code, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache, private',
  })
  response.end(text)
}

/** Answers with plain text. */
export function sendText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

/** Answers an error as a Status object, with Retry-After where it says how long. */
export function sendError(response: ServerResponse, error: unknown): void {
  const known = error instanceof ApiError ? error : internalError(error)
  const wait = known.details?.retryAfterSeconds
  if (wait !== undefined) response.setHeader('retry-after', String(wait))
  sendJson(response, known.code, statusOf(known))
}

/** The Status object of an error. */
export const statusOf = (error: ApiError): unknown => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: error.message,
  reason: error.reason,
  ...(error.details === undefined ? {} : { details: error.details }),
  code: error.code,
})

/** The Status object of a success that has nothing else to show. */
export const success = (more: { details?: unknown; code?: number } = {}): unknown => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  ...more,
})

function internalError(error: unknown): ApiError {
  const why = error instanceof Error ? error.message : String(error)
  return new ApiError(500, 'InternalError', `Internal error occurred: ${why}`, {
    causes: [{ reason: 'InternalError', message: why }],
  })
}
