import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'

/** What a failed call tells about itself. */
export type SlackFailure =
  /** Slack asks to wait: nothing was done. */
  | { readonly kind: 'limited'; readonly waitMs: number }
  /** Slack answered no: nothing was done. `code` is Slack's own word. */
  | { readonly kind: 'rejected'; readonly code: string }
  /** Slack was not reached: nothing was done. */
  | { readonly kind: 'unsent'; readonly message: string }
  /** Sent, and no usable answer: it may have been done. */
  | { readonly kind: 'ambiguous'; readonly message: string }

export function slackFailure(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'limited', waitMs: error.retryAfter * 1000 }
  if (error instanceof WebAPIPlatformError) return platformFailure(error.data.error)
  if (error instanceof WebAPIHTTPError) return httpFailure(error.statusCode)
  if (error instanceof WebAPIRequestError) return requestFailure(error.original)
  return { kind: 'ambiguous', message: error instanceof Error ? error.message : String(error) }
}

/** One line for logs and dead letters. */
export function failureText(failure: SlackFailure): string {
  switch (failure.kind) {
    case 'limited':
      return `rate limited for ${failure.waitMs} ms`
    case 'rejected':
      return failure.code
    case 'unsent':
    case 'ambiguous':
      return failure.message.slice(0, 200)
  }
}

function platformFailure(code: string): SlackFailure {
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'limited', waitMs: 30_000 }
  // Slack's own breakdowns: "some aspect of the operation may have succeeded".
  if (breakdowns.has(code)) return { kind: 'ambiguous', message: code }
  return { kind: 'rejected', code: code.slice(0, 100) }
}

const breakdowns = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout'])

function httpFailure(status: number): SlackFailure {
  // The client understands a 429 only when it names its wait.
  if (status === 429) return { kind: 'limited', waitMs: 30_000 }
  if (status >= 500) return { kind: 'ambiguous', message: `HTTP ${status}` }
  return { kind: 'rejected', code: `http_${status}` }
}

function requestFailure(original: Error): SlackFailure {
  const code = causeCode(original)
  const kind = code !== null && neverArrived.has(code) ? 'unsent' : 'ambiguous'
  return { kind, message: code ?? original.message }
}

const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function causeCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return causeCode(error.cause)
}
