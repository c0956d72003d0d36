import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { access } from '../../src/sandbox/world/access.ts'
import { deployment } from '../../src/sandbox/world/workloads.ts'
import { add, namespace, type World } from '../../src/sandbox/world/world.ts'
import { podCount, podsNamespace } from './pods.ts'

const world: World = {
  // So that all pods are running.
  ago: 5 * 60_000,
  build: ({ store }) => {
    const pods = {
      namespace: podsNamespace,
      name: 'api',
      image: 'registry.example/api:1',
      replicas: podCount,
    }
    add(store, ...access(), namespace(podsNamespace), deployment(pods))
  },
}

const sandbox = await startSandbox({ world })
process.send?.({ bot: sandbox.kubeconfig('roundsman-token'), admin: sandbox.kubeconfig('admin-token') })
process.once('disconnect', () => void sandbox.close())
