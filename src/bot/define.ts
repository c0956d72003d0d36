import { z } from 'zod'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { worse } from '../core/risk.ts'
import type {
  Aimed,
  ChangeSpec,
  Command,
  Input,
  Manual,
  OwnSpec,
  Prepared,
  ReadSpec,
  Rule,
  Target,
} from './command.ts'

/** A command about the bot itself: help, approvals, audit. */
export function defineOwn<Args extends z.ZodType>(spec: OwnSpec<Args>): OwnSpec<Args> & Command {
  return {
    ...spec,
    prepare: (input) =>
      understood(spec, input, (args) => ({ shape: 'own', run: (context) => spec.run(args, context) })),
  }
}

/** A command that reads a cluster as the person. */
export function defineRead<Args extends z.ZodType, Aim extends Target, Result>(
  spec: ReadSpec<Args, Aim, Result>,
): ReadSpec<Args, Aim, Result> & Command {
  return {
    ...spec,
    prepare: (input) =>
      aimed(spec, input, (aim) => ({
        shape: 'read',
        async run(context) {
          const result = await spec.read(aim, context)
          return result.ok ? done(spec.view(result.value, aim)) : result
        },
      })),
  }
}

/** A command that changes a cluster: it only sketches; trying, asking and running are the bot's. */
export function defineChange<Args extends z.ZodType, Aim extends Target>(
  spec: ChangeSpec<Args, Aim>,
): ChangeSpec<Args, Aim> & Command {
  return {
    ...spec,
    prepare: (input) =>
      aimed(spec, input, (aim) => ({ shape: 'change', plan: (context) => spec.plan(aim, context) })),
  }
}

type Deed =
  | Pick<Extract<Aimed, { shape: 'read' }>, 'shape' | 'run'>
  | Pick<Extract<Aimed, { shape: 'change' }>, 'shape' | 'plan'>

/** What both kinds of cluster commands have in common: arguments, then an aim, then what is done there. */
function aimed<Args extends z.ZodType, Aim extends Target>(
  spec: Pick<ChangeSpec<Args, Aim>, 'target'> & Manual & { readonly args: Args },
  input: Input,
  deed: (aim: Aim) => Deed,
): Outcome<Prepared, string> {
  return understood(spec, input, (args) => ({
    shape: 'cluster',
    aim(surroundings) {
      const aim = spec.target(args, surroundings)
      if (!aim.ok) return aim
      return done({ namespace: aim.value.namespace, rule: raised(spec, aim.value), ...deed(aim.value) })
    },
  }))
}

function raised({ permission, risk }: Manual, { rule }: Target): Rule {
  return rule ? { permission: rule.permission, risk: worse(risk, rule.risk) } : { permission, risk }
}

/** Turns what zod does not like into a sentence with the usage in it. */
function understood<Args extends z.ZodType>(
  { args, usage, examples }: Manual & { readonly args: Args },
  input: Input,
  prepared: (args: z.output<Args>) => Prepared,
): Outcome<Prepared, string> {
  const parsed = args.safeParse(input)
  if (parsed.success) return done(prepared(parsed.data))
  const issues = parsed.error.issues.map((issue) => complaint(issue, input))
  return failed(`${issues.join('. ')}. Nothing was done. Usage: ${usage}, for example: ${examples[0]}`)
}

function complaint({ path, message, code }: z.core.$ZodIssue, input: Input): string {
  const name = path.map(String).join(' ')
  const missing = code === 'invalid_type' && path[0] !== undefined && input[String(path[0])] === undefined
  if (missing) return `${name} is missing`
  // A message about no word in particular, or with its flag in it, is a sentence already.
  return name === '' || message.startsWith('--') ? message : `${name}: ${message}`
}
