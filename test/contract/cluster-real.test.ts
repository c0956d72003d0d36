import { describe } from 'vitest'
import { tellHowToRunForReal, testKubeconfig } from '../support/kubeconfig.ts'
import { realBench } from './cluster-benches.ts'
import { clusterContract } from './cluster.contract.ts'

const kubeconfig = testKubeconfig()
if (kubeconfig === null) tellHowToRunForReal()

describe.runIf(kubeconfig !== null)('for real', () => {
  clusterContract(
    'a real API server',
    async () => {
      if (kubeconfig === null) throw new Error('only runs with a kubeconfig')
      return realBench(kubeconfig)
    },
    { forgets: false },
  )
})
