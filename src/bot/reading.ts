import { answerWith } from './answers.ts'
import type { Allowed, Job } from './job.ts'
import type { Message } from './message.ts'
import { note } from './note.ts'
import type { Services } from './services.ts'
import type { Snapshot } from './store.ts'

/** Reads as the person, writes the audit row and makes the answer. */
export async function read(
  services: Services,
  { line, command, grep }: Job,
  { context, aimed, spelled, ageMs }: Allowed<'read'> & { readonly ageMs: () => number | null },
): Promise<Message> {
  const { requestId, person, cluster, identity } = context
  const result = await aimed.run(context)
  services.meter.command(command.name, result.ok ? 'done' : 'failed')
  // In one commit, because the person waits for the disk with each.
  const keep = (snapshot: Snapshot | null) =>
    services.store.atomically(async (store) => {
      await note(services, store, { context, aimed, spelled, outcome: result.ok ? 'allowed' : 'failed' })
      if (snapshot) await store.snapshots.put(snapshot)
    })
  if (!result.ok) {
    await keep(null)
    return services.voice.problem(result.failure, requestId)
  }
  const scope = aimed.namespace === null ? 'all namespaces' : `ns ${aimed.namespace}`
  const where = `${cluster.name} · ${scope} · as ${identity.user}`
  const footer = { where, requestId, ageMs: ageMs() }
  const asked = { ...aimed.rule, cluster: cluster.name, namespace: aimed.namespace }
  return answerWith(services, { view: result.value, grep, person, door: line.door, asked, footer }, keep)
}
