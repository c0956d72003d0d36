import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { isLoopback } from '../../src/kube/access.ts'

const variable = 'ROUNDSMAN_TEST_KUBECONFIG'

const Kubeconfig = z.looseObject({
  'current-context': z.string(),
  clusters: z.array(z.looseObject({ cluster: z.looseObject({ server: z.url() }) })),
})

export interface TestKubeconfig {
  readonly file: string
  readonly context: string
}

/** A real cluster for tests, when one is named; never one beyond this machine. */
export function testKubeconfig(): TestKubeconfig | null {
  const file = process.env[variable]
  if (file === undefined || file === '') return null
  const { 'current-context': context, clusters } = Kubeconfig.parse(parse(readFileSync(file, 'utf8')))
  for (const { cluster } of clusters) {
    if (!isLoopback(new URL(cluster.server).hostname)) {
      throw new Error(
        `${variable} names ${cluster.server}: these tests only touch clusters on a loopback address.`,
      )
    }
  }
  return { file, context }
}

/** Says that the real half did not run, and how it would. */
export function tellHowToRunForReal(): void {
  console.info(
    `Not run against a real API server: set ${variable} to the kubeconfig of a throwaway cluster on 127.0.0.1.`,
  )
}
