import type { ModalView } from '@slack/types'
import type { z } from 'zod'
import type { PersonRef, PlaceRef } from '../core/approval.ts'
import type { KubernetesIdentity } from '../core/identity.ts'
import type { ApiKind, ObjectRef, Operation } from '../core/kube.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Account } from '../core/person.ts'
import type { Permission, Risk } from '../core/risk.ts'
import type { Cluster, Session } from './cluster.ts'
import type { Problem } from './problem.ts'
import type { Services } from './services.ts'
import type { View } from './view.ts'

/** What every command must say of its danger. */
export interface Rule {
  readonly permission: Permission
  readonly risk: Risk
}

/** What every command says of itself, for help and for the parser. */
export interface Manual extends Rule {
  readonly name: string
  readonly summary: string
  /** `get TYPE [NAME...] [-n NAMESPACE]` */
  readonly usage: string
  /** Lines that can be typed; the first one is shown in the list. */
  readonly examples: readonly [string, ...string[]]
  /** More than the summary, shown by `help NAME`. */
  readonly details?: string
  /** Long names from the flag table; `help` and `reason` (for changes) and `cluster` need not be named. */
  readonly flags: readonly string[]
  /** Help offers it to those who hold one of these, too; the command's own permission is needed in any case. */
  readonly offeredTo?: readonly Permission[]
  /** Names for the words without a flag, in order; a last one with `...` takes all the rest. */
  readonly words: readonly string[]
}

/** Where a cluster command was aimed at: chosen cluster, default namespace, the kinds that exist. */
export interface Surroundings {
  readonly cluster: string
  readonly namespace: string
  readonly kinds: readonly ApiKind[]
}

/** What a line is about. `namespace: null` is the whole cluster; `rule` may raise the command's own. */
export interface Target {
  readonly namespace: string | null
  readonly rule?: Rule
}

interface PersonContext {
  readonly requestId: string
  readonly account: Account
  readonly person: PersonRef
  readonly place: PlaceRef
  readonly services: Services
  readonly signal: AbortSignal
}

/** For commands about the bot itself. */
export type OwnContext = PersonContext

/** For commands about a cluster: the session speaks as the person. */
export interface ClusterContext extends PersonContext {
  readonly cluster: Cluster
  readonly identity: KubernetesIdentity
  readonly session: Session
  readonly surroundings: Surroundings
}

/** A write as a command sketches it; `bind` tries it and makes a Plan of it. */
export interface Draft {
  readonly title: string
  readonly target: ObjectRef
  readonly operation: Operation
  /** Raises the command's risk; never lowers it. */
  readonly risk?: Risk
  readonly replicas?: { readonly from: number; readonly to: number }
  readonly effects: readonly string[]
  readonly warnings: readonly string[]
  readonly inverse: Operation | null
  /** Why it cannot be undone, when there is no inverse. */
  readonly irreversible: string | null
  readonly follow: 'rollout' | 'none'
}

export interface OwnSpec<Args extends z.ZodType> extends Manual {
  readonly args: Args
  run(args: z.output<Args>, context: OwnContext): Promise<Outcome<View, Problem>>
}

export interface ReadSpec<Args extends z.ZodType, Aim extends Target, Result> extends Manual {
  readonly args: Args
  /** Pure: finds what the line is about, or says in a sentence why it is about nothing. */
  target(args: z.output<Args>, surroundings: Surroundings): Outcome<Aim, string>
  read(aim: Aim, context: ClusterContext): Promise<Outcome<Result, Problem>>
  view(result: Result, aim: Aim): View
}

export interface ChangeSpec<Args extends z.ZodType, Aim extends Target> extends Manual {
  readonly args: Args
  target(args: z.output<Args>, surroundings: Surroundings): Outcome<Aim, string>
  /** Looks at the object and sketches the write. Nothing is changed. */
  plan(aim: Aim, context: ClusterContext): Promise<Outcome<Draft, Problem>>
  /** A modal for what the line left out; its inputs are named like words or flags. */
  form?(input: Input): ModalView | null
}

/** What was typed, by name: flags by their long name, words as the manual calls them. */
export type Input = Readonly<Record<string, unknown>>

/** What the router sees: argument, aim and result types stay inside. */
export interface Command extends Manual {
  readonly form?: ((input: Input) => ModalView | null) | undefined
  prepare(input: Input): Outcome<Prepared, string>
}

export type Prepared =
  | { readonly shape: 'own'; run(context: OwnContext): Promise<Outcome<View, Problem>> }
  | { readonly shape: 'cluster'; aim(surroundings: Surroundings): Outcome<Aimed, string> }

export type Aimed = { readonly namespace: string | null; readonly rule: Rule } & (
  | { readonly shape: 'read'; run(context: ClusterContext): Promise<Outcome<View, Problem>> }
  | { readonly shape: 'change'; plan(context: ClusterContext): Promise<Outcome<Draft, Problem>> }
)
