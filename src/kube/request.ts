import type { Identity } from '../bot/cluster.ts'

/** What a second try would mean: a read, a write that may be repeated, a write that may not. */
export type Repeat = 'read' | 'repeatable' | 'once'

export type Verb =
  | 'table'
  | 'get'
  | 'list'
  | 'apply'
  | 'create'
  | 'patch'
  | 'scale'
  | 'evict'
  | 'remove'
  | 'logs'
  | 'watch'
  | 'can'
  | 'discover'

/** One call to an API server, spelled out before anything is sent. */
export interface KubeRequest {
  readonly verb: Verb
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Encoded, without the query. */
  readonly path: string
  readonly query?: readonly [name: string, value: string][]
  readonly accept?: string
  readonly contentType?: string
  readonly body?: unknown
  readonly repeat: Repeat
  /** Whether the answer may be shown again, with its age, while the cluster rests. */
  readonly keep?: boolean
}

/** Whom a call is made for; null is the bot itself. */
export type Caller = { readonly identity: Identity; readonly requestId: string } | null

/** The path with its query, as it goes on the wire. */
export function target(request: KubeRequest): string {
  const query = new URLSearchParams([...(request.query ?? [])]).toString()
  return query === '' ? request.path : `${request.path}?${query}`
}

/** Query pairs of those values that are there. */
export function pairs(values: Record<string, string | number | boolean | undefined>): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] satisfies [string, string]],
  )
}
