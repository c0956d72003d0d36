import type { Aimed } from './command.ts'
import type { Allowed } from './job.ts'
import { record } from './record.ts'
import type { Services } from './services.ts'
import type { Store } from './store.ts'

type Noted = Allowed<Aimed['shape']> & { readonly outcome: 'allowed' | 'failed' }

/** What was allowed is in the audit, whether it came to something or not; a change that waits has its own row. */
export async function note(
  services: Services,
  store: Store,
  { context, aimed, spelled, outcome }: Noted,
): Promise<void> {
  const { requestId, person, identity, cluster } = context
  await record(services, store, {
    requestId,
    by: person,
    kubernetesUser: identity.user,
    action: 'command',
    outcome,
    risk: aimed.rule.risk,
    cluster: cluster.name,
    namespace: aimed.namespace,
    line: spelled,
    approvalId: null,
    detail: null,
  })
}
