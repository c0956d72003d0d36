import { z } from 'zod'
import { done, failed, type Outcome } from '../core/outcome.ts'
import { worse } from '../core/risk.ts'
import type {
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
      understood(spec, input, (args) => ({
        shape: 'cluster',
        aim(surroundings) {
          const aim = spec.target(args, surroundings)
          if (!aim.ok) return aim
          return done({
            shape: 'read',
            namespace: aim.value.namespace,
            rule: raised(spec, aim.value),
            async run(context) {
              const result = await spec.read(aim.value, context)
              return result.ok ? done(spec.view(result.value, aim.value)) : result
            },
          })
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
      understood(spec, input, (args) => ({
        shape: 'cluster',
        aim(surroundings) {
          const aim = spec.target(args, surroundings)
          if (!aim.ok) return aim
          return done({
            shape: 'change',
            namespace: aim.value.namespace,
            rule: raised(spec, aim.value),
            plan: (context) => spec.plan(aim.value, context),
          })
        },
      })),
  }
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
