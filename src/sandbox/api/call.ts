import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock, KubeObject, Logbook, ObjectStore, Resource } from '../store/types.ts'

/** Who a request comes from, or whom it is made for. */
export interface User {
  readonly username: string
  readonly groups: readonly string[]
  readonly uid?: string
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection'

/** What RBAC is asked about: a verb on a resource, or on a path that is none. */
export interface ResourceAttributes {
  readonly verb: string
  readonly group: string
  readonly resource: string
  readonly subresource?: string | undefined
  readonly name?: string | undefined
  readonly namespace?: string | undefined
}

export interface PathAttributes {
  readonly verb: string
  readonly path: string
}

export type Attributes = ResourceAttributes | PathAttributes

/** What every handler may use. */
export interface Api {
  readonly store: ObjectStore
  readonly logbook: Logbook
  readonly clock: Clock
  readonly tokens: Readonly<Record<string, User>>
  /** What is left of lists that are being paged through: stored objects are shared, so this costs little. */
  readonly pages: Map<string, Snapshot>
  /** Ends every stream that is still open; filled by watches and followed logs. */
  readonly streams: Set<() => void>
}

/** The rest of a list, as it stood at one revision. */
export interface Snapshot {
  readonly resourceVersion: string
  readonly rest: readonly KubeObject[]
}

export interface Exchange {
  readonly api: Api
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
}

/** A request whose path named a resource, after authentication and authorization. */
export interface Call extends Exchange {
  readonly user: User
  readonly verb: Verb
  readonly resource: Resource
  readonly namespace: string | undefined
  readonly name: string | undefined
  readonly subresource: string | undefined
}

/** The name of a call that cannot be without one; the router has seen to that. */
export function nameOf(call: Call): string {
  if (call.name === undefined) throw new Error(`${call.verb} ${call.resource.plural} without a name`)
  return call.name
}

/** Whether the caller only asks what would happen. */
export const isDryRun = ({ query }: Exchange): boolean => query.getAll('dryRun').includes('All')
