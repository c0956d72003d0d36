import { openStore } from '../../../src/store/store.ts'
import { sampleApproval, sampleCard, sampleEvent, sampleRun } from '../../support/samples.ts'

// Approves and runs one request after the other, as fast as it can, until it is killed.
const [file = '', life = ''] = process.argv.slice(2)
const store = await openStore({ file })
process.stdout.write('writing\n')
for (let n = 0; ; n += 1) {
  const id = `REQ-${life}-${n}`
  await store.approvals.create(sampleApproval(id))
  await store.atomically(async (inside) => {
    await inside.approvals.addVote(id, {
      by: { team: 'T1', user: 'UBOB' },
      verdict: 'approve',
      reason: null,
      at: 1_400,
    })
    await inside.approvals.settle(id, 'approved', 1_500)
    await inside.operations.create(sampleRun(`op-${id}`, id))
    await inside.outbox.put(sampleCard(id, 'approved'), 1_500)
    await inside.audit.append(sampleEvent({ action: 'vote', approvalId: id }))
  })
  if (await store.operations.claim(`op-${id}`, 1_600)) process.stdout.write(`claimed op-${id}\n`)
}
