import { access } from '../../../src/sandbox/world/access.ts'
import { deployment } from '../../../src/sandbox/world/workloads.ts'
import { add, namespace, type Manifest, type World } from '../../../src/sandbox/world/world.ts'

export const password = 'not-a-real-password-hunter2'

/** A shop small enough to be there at once: `shop` is protected, `dev` is free. */
export const smallWorld: World = {
  ago: 0,
  build({ store }) {
    add(store, ...access(), namespace('shop'), namespace('dev'))
    for (const at of ['shop', 'dev']) {
      add(
        store,
        deployment({ namespace: at, name: 'api', image: 'registry.example/shop/api:1.8.0', replicas: 2 }),
      )
      add(store, deployment({ namespace: at, name: 'web', image: 'registry.example/shop/web:2.1.0' }))
    }
    const metadata = { namespace: 'shop', name: 'db-credentials' }
    const data = { username: btoa('orders'), password: btoa(password) }
    const applied = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data }
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(applied) }
    add(store, ...mayListSecrets)
    add(store, { kind: 'Secret', type: 'Opaque', metadata: { ...metadata, annotations }, data })
  },
}

/** The bot may pass on what admins ask of Secrets; the demo's does not. */
const mayListSecrets: readonly Manifest[] = [
  {
    kind: 'ClusterRole',
    metadata: { name: 'roundsman-secrets' },
    rules: [
      {
        apiGroups: [''],
        resources: ['secrets'],
        verbs: ['impersonate-on:user-info:list', 'impersonate-on:user-info:get'],
      },
    ],
  },
  {
    kind: 'ClusterRoleBinding',
    metadata: { name: 'roundsman-secrets' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'roundsman-secrets' },
    subjects: [{ kind: 'ServiceAccount', name: 'roundsman', namespace: 'roundsman' }],
  },
]
