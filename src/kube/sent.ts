/** What became of one attempt on the wire. */
export type Sent =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfterMs: number | null
      readonly body: string
    }
  /** It failed before the request can have reached the server: DNS, refused, connect timeout. */
  | { readonly kind: 'notSent'; readonly message: string }
  /** It may have reached the server, and no whole answer came back. */
  | { readonly kind: 'unanswered'; readonly message: string }
  /** The server's certificate was not accepted. */
  | { readonly kind: 'untrusted'; readonly message: string }
  /** The bot's own credentials could not be had: nothing was sent. */
  | { readonly kind: 'noCredentials'; readonly message: string }
  /** The answer is larger than we hold. */
  | { readonly kind: 'tooLarge'; readonly message: string }

export type Broken = Exclude<Sent, { readonly kind: 'answered' }>

const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
])

/** Sorts what the network throws by the one question that matters: can the request have arrived? */
export function brokenBy(error: unknown): Broken {
  // What the network throws has a code or a name of its own; the rest is a bug.
  if (error instanceof TypeError && !('code' in error)) throw error
  const code = codeOf(error)
  const message = error instanceof Error && error.message !== '' ? error.message : code
  if (neverLeft.has(code)) return { kind: 'notSent', message }
  if (/^ERR_TLS|CERT|^UNABLE_TO|SIGNATURE|^HOSTNAME_MISMATCH/.test(code))
    return { kind: 'untrusted', message }
  return { kind: 'unanswered', message }
}

function codeOf(error: unknown): string {
  // Several addresses tried at once fail as one AggregateError; its members carry the code.
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : 'UNKNOWN'
}

/** A Retry-After header in milliseconds; dates are accepted as well as seconds. */
export function retryAfterOf(header: string | string[] | undefined, now: number): number | null {
  if (typeof header !== 'string') return null
  const seconds = Number(header)
  const delay = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return Number.isFinite(delay) ? Math.max(0, delay) : null
}
