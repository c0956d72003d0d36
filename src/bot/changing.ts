import { bind } from './bind.ts'
import { hold } from './hold.ts'
import type { Allowed, Job } from './job.ts'
import type { Message } from './message.ts'
import { note } from './note.ts'
import type { Problem } from './problem.ts'
import { inviteMe } from './shared-place.ts'
import type { Services } from './services.ts'

/** Sketches the write, tries it on the server without doing it, and holds it for a click. */
export async function change(
  services: Services,
  { command, flags }: Job,
  { context, aimed, spelled }: Allowed<'change'>,
): Promise<Message> {
  const { requestId, account, person, place, identity, cluster, session } = context
  const broken = async (problem: Problem) => {
    services.meter.command(command.name, 'failed')
    await note(services, services.store, { context, aimed, spelled, outcome: 'failed' })
    return services.voice.problem(problem, requestId)
  }
  if (!place.direct && (await services.directory.isMember(place.channel)) === false) {
    return services.voice.sentence(inviteMe)
  }
  const draft = await aimed.plan(context)
  if (!draft.ok) return broken(draft.failure)
  const bound = await bind(draft.value, {
    command: command.name,
    line: spelled,
    rule: aimed.rule,
    cluster,
    session,
  })
  if (!bound.ok) return broken(bound.failure)
  services.meter.command(command.name, 'asked')
  const reason = typeof flags['reason'] === 'string' ? flags['reason'] : null
  return hold(services, {
    requestId,
    account,
    person,
    place,
    identity,
    plan: bound.value.plan,
    reason,
    undoes: null,
  })
}
