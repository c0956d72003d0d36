import { afterAll, beforeAll, describe } from 'vitest'
import { accessContract } from './cluster-access.contract.ts'
import type { Bench } from './cluster-bench.ts'
import { discoveryContract } from './cluster-discovery.contract.ts'
import { readContract } from './cluster-reads.contract.ts'
import { streamContract } from './cluster-streams.contract.ts'
import { writeContract } from './cluster-writes.contract.ts'

/** What every cluster behind the port keeps, real or not. `forgets`: its watch window can be outrun in a test. */
export function clusterContract(
  name: string,
  open: () => Promise<Bench>,
  { forgets }: { readonly forgets: boolean },
): void {
  describe(`a cluster on ${name}`, { timeout: 30_000 }, () => {
    let opened: Bench | undefined
    const bench = () => {
      if (opened === undefined) throw new Error('the bench is not open')
      return opened
    }
    beforeAll(async () => {
      opened = await open()
    }, 30_000)
    afterAll(async () => opened?.close(), 30_000)

    discoveryContract(bench)
    readContract(bench)
    writeContract(bench)
    streamContract(bench, forgets)
    accessContract(bench)
  })
}
