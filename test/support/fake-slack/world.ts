import type { ModalView } from '@slack/types'

/** Everything the fake workspace holds. One file of nouns: who changes them is in api/. */
export interface World {
  readonly team: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly botUser: string
  readonly scopes: Set<string>
  readonly users: Map<string, FakeUser>
  readonly channels: Map<string, FakeChannel>
  readonly usergroups: Map<string, string[]>
  readonly messages: FakeMessage[]
  readonly ephemerals: FakeEphemeral[]
  readonly views: Map<string, FakeView>
  readonly files: FakeFile[]
  readonly triggers: Map<string, Trigger>
  readonly responseUrls: Map<string, FakeResponseUrl>
  readonly calls: { readonly method: string; readonly args: Args }[]
  /** Where the workspace is served. */
  url: string
  now(): number
  /** A new message's ts, later than every other. */
  nextTs(): string
  nextId(prefix: string): string
}

export type Args = Readonly<Record<string, unknown>>
export type Answer = Readonly<Record<string, unknown>> & { readonly ok: boolean }
export type Method = (world: World, args: Args) => Answer

export interface FakeUser {
  readonly id: string
  readonly team_id: string
  readonly deleted?: boolean
  readonly is_bot?: boolean
  readonly is_workflow_bot?: boolean
  readonly is_restricted?: boolean
  readonly is_ultra_restricted?: boolean
  readonly is_stranger?: boolean
  readonly is_email_confirmed?: boolean
  readonly profile: { readonly email?: string }
}

export interface FakeChannel {
  readonly id: string
  readonly members: Set<string>
  readonly is_im: boolean
  is_archived: boolean
  is_ext_shared: boolean
}

export interface FakeMessage {
  readonly channel: string
  readonly ts: string
  readonly user: string
  readonly thread_ts?: string | undefined
  readonly metadata?: unknown
  text: string
  blocks: readonly Block[]
  edits: number
}

export interface FakeEphemeral {
  readonly channel: string
  readonly user: string
  readonly ts: string
  readonly thread_ts?: string | undefined
  text: string
  blocks: readonly Block[]
  replaced: number
}

export interface Block {
  readonly type: string
  readonly [name: string]: unknown
}

export interface FakeView {
  readonly id: string
  readonly user: string
  view: ModalView
  open: boolean
  errors: Readonly<Record<string, string>>
}

export interface FakeFile {
  readonly id: string
  readonly name: string
  content: string | null
  channel: string | null
}

interface Trigger {
  readonly user: string
  readonly madeAt: number
  used: boolean
}

export interface FakeResponseUrl {
  readonly channel: string
  readonly user: string
  readonly madeAt: number
  /** What `replace_original` replaces: the clicked message, or the last one made through this URL. */
  original: { readonly ts: string; readonly ephemeral: boolean } | null
  uses: number
}

export const refuse = (error: string): Answer => ({ ok: false, error })

export function text(args: Args, name: string): string {
  const value = args[name]
  return typeof value === 'string' ? value : ''
}

export function blocksOf(args: Args): readonly Block[] {
  return Array.isArray(args['blocks']) ? args['blocks'] : []
}
