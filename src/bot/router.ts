import { decide } from '../core/access.ts'
import { fenceOf } from '../core/fence.ts'
import { flags as flagTable } from '../core/flags.ts'
import { identify } from '../core/identity.ts'
import type { Account } from '../core/person.ts'
import { normalise, parse, type Words } from '../core/words.ts'
import { bearings } from './aim.ts'
import { answerWith } from './answers.ts'
import { runCluster } from './cluster-line.ts'
import type { Command, Input, Prepared } from './command.ts'
import type { Line } from './doors.ts'
import { find } from './find.ts'
import type { Forms } from './forms.ts'
import { inputFor } from './input.ts'
import type { Message } from './message.ts'
import { record } from './record.ts'
import { refuse } from './refuse.ts'
import type { Services } from './services.ts'
import { whyNotHere } from './shared-place.ts'

/** A line as it was understood, before anybody asked whether it may be. */
export interface Understood {
  readonly command: Command
  readonly words: readonly string[]
  readonly flags: Words['flags']
  readonly grep: Words['grep']
  readonly input: Input
  readonly prepared: Prepared
}

/** A line in, one message out: parse, prepare, decide, then read, or hold for a click. `filled` comes from a form. */
export async function route(
  services: Services,
  forms: Forms,
  line: Line,
  filled: Words['flags'] = {},
): Promise<Message | null> {
  const understood = understand(services, forms, line, filled)
  if (understood instanceof Promise) {
    await understood
    return null
  }
  if (typeof understood === 'string') {
    services.meter.command('none', 'misunderstood')
    return services.voice.sentence(understood)
  }

  const { team, user } = line.person
  const account = await services.directory.account(team, user, false)
  if (!account) {
    return services.voice.sentence(
      'Slack does not tell me who you are right now, so nothing was done. Try again in a minute.',
    )
  }
  const why = await whyNotHere(services, line.place)
  if (why !== undefined) return services.voice.sentence(why)
  const { prepared } = understood
  return prepared.shape === 'own'
    ? runOwn(services, { line, account, understood, prepared })
    : inPlace(services, { line, account, understood, prepared })
}

/**
 * Everything that needs no waiting. A promise is a modal being opened: the trigger lives three seconds, so that must
 * be the first thing awaited.
 */
function understand(
  services: Services,
  forms: Forms,
  line: Line,
  filled: Words['flags'],
): Understood | string | Promise<void> {
  const text = normalise(line.text)
  const parsed = parse(text, flagTable)
  if (!parsed.ok) return parsed.failure
  const { words: typed, grep } = parsed.value
  // What a form was filled with is data: it is never read as a line again.
  const flags = { ...parsed.value.flags, ...filled }
  const wantsHelp = flags['help'] === true
  const found = find(services.commands, wantsHelp ? ['help', ...typed] : typed, services.slash)
  if (!found.ok) return found.failure
  const { command, words } = found.value
  const { help: _help, ...given } = flags
  const input = inputFor(command, words, wantsHelp ? {} : given)
  if (!input.ok) return input.failure
  const form = line.open && command.form?.(input.value)
  if (form && line.open) return line.open(forms.keep(form, line, text))
  const prepared = command.prepare(input.value)
  if (!prepared.ok) return prepared.failure
  return { command, words, flags: given, grep, input: input.value, prepared: prepared.value }
}

interface Known<Shape extends Prepared> {
  readonly line: Line
  readonly account: Account
  readonly understood: Understood
  readonly prepared: Shape
}

async function runOwn(
  services: Services,
  { line, account, understood, prepared }: Known<Extract<Prepared, { shape: 'own' }>>,
): Promise<Message> {
  const { command, words, grep } = understood
  const { id: requestId, person, place, door, signal } = line
  const ask = {
    permission: command.permission,
    risk: command.risk,
    cluster: null,
    namespace: null,
    replicas: null,
  }
  const decision = decide(services.policy(), account, place, ask)
  if (decision.kind === 'deny') {
    services.meter.command(command.name, 'denied')
    return refuse(services, { requestId, person, ask, line: command.name, denial: decision.denial })
  }
  const result = await prepared.run({ requestId, account, person, place, services, signal })
  services.meter.command(command.name, result.ok ? 'done' : 'failed')
  const identity = identify(services.policy(), account, null)
  // What everybody may is no decision; reading the audit is.
  if (command.permission !== 'bot:read') {
    await services.store.atomically((store) =>
      record(services, store, {
        requestId,
        by: person,
        kubernetesUser: identity.ok ? identity.value.user : null,
        action: 'command',
        outcome: result.ok ? 'allowed' : 'failed',
        risk: command.risk,
        cluster: null,
        namespace: null,
        line: [command.name, ...words].join(' '),
        approvalId: null,
        detail: null,
      }),
    )
  }
  if (!result.ok) return services.voice.problem(result.failure, requestId)
  const where = identity.ok ? `as ${identity.value.user}` : 'nobody'
  return answerWith(services, {
    view: result.value,
    grep,
    person,
    door,
    asked: { permission: command.permission, risk: command.risk, cluster: null, namespace: null },
    footer: { where, requestId, ageMs: null },
  })
}

async function inPlace(
  services: Services,
  { line, account, understood, prepared }: Known<Extract<Prepared, { shape: 'cluster' }>>,
): Promise<Message> {
  const { command, words, flags, input } = understood
  const { id: requestId, person, place } = line
  const typed = [command.name, ...words].join(' ')
  const early = {
    permission: command.permission,
    risk: command.risk,
    cluster: null,
    namespace: null,
    replicas: null,
  }
  const decision = decide(services.policy(), account, place, early)
  // Said before any cluster is asked anything: who you are, where you are, and whether any role of yours has it.
  if (decision.kind === 'deny') {
    services.meter.command(command.name, 'denied')
    return refuse(services, { requestId, person, ask: early, line: typed, denial: decision.denial })
  }
  if (!fenceOf(services.policy(), place)) throw new Error('A place without a fence got through decide')
  const at = bearings(services, place, input['cluster'])
  if (!at.ok) return services.voice.sentence(at.failure)
  return runCluster(services, {
    line,
    account,
    command,
    words,
    flags,
    grep: understood.grep,
    prepared,
    bearings: at.value,
  })
}
