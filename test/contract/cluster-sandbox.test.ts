import { sandboxBench } from './cluster-benches.ts'
import { clusterContract } from './cluster.contract.ts'

clusterContract('the sandbox', sandboxBench, { forgets: true })
