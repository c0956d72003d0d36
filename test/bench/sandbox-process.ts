import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { access } from '../../src/sandbox/world/access.ts'
import { deployment } from '../../src/sandbox/world/workloads.ts'
import { add, namespace, type World } from '../../src/sandbox/world/world.ts'
import { operator, podCount, podsNamespace } from './pods.ts'

const rbac = 'rbac.authorization.k8s.io'
const mayOperate = {
  kind: 'RoleBinding',
  metadata: { name: 'operators', namespace: podsNamespace },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'shop-operator' },
  subjects: operator.groups.map((name) => ({ apiGroup: rbac, kind: 'Group', name })),
}

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
    add(store, ...access(), namespace(podsNamespace), mayOperate, deployment(pods))
  },
}

const sandbox = await startSandbox({ world })
process.send?.({ bot: sandbox.kubeconfig('roundsman-token'), admin: sandbox.kubeconfig('admin-token') })
process.once('disconnect', () => void sandbox.close())
