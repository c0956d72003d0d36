import { once } from 'node:events'
import { openStore } from '../../../src/store/store.ts'
import { sampleEvent } from '../../support/samples.ts'

// Waits for the word and then tries to win every request and every run there is; says which it won.
const [file = '', count = '0'] = process.argv.slice(2)
const store = await openStore({ file, busyMs: 20_000 })
process.stdout.write('ready\n')
await once(process.stdin, 'data')
const won: string[] = []
for (let n = 0; n < Number(count); n += 1) {
  if (await store.approvals.settle(`REQ-${n}`, 'approved', 1_500)) won.push(`REQ-${n}`)
  if (await store.operations.claim(`op-${n}`, 1_500)) won.push(`op-${n}`)
  if (await store.firstSight(`p-${n}`, 1_500)) won.push(`p-${n}`)
  await store.audit.append(sampleEvent())
}
await store.close()
process.stdout.write(`${won.join(' ')}\n`)
process.exit(0)
