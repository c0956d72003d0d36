import { KubeConfig, AppsV1Api, CoreV1Api } from '@kubernetes/client-node'
import { afterEach, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { manualClock } from '../../src/sandbox/store/clock.ts'

let sandbox: Sandbox | undefined
afterEach(() => sandbox?.close())

test('a client with its kubeconfig creates a Deployment and finds pods running', async () => {
  const clock = manualClock(Date.now())
  sandbox = await startSandbox({ clock, nodes: 2 })
  const config = new KubeConfig()
  config.loadFromString(sandbox.kubeconfig('admin-token'))
  const labels = { app: 'api' }
  await config.makeApiClient(AppsV1Api).createNamespacedDeployment({
    namespace: 'default',
    body: {
      metadata: { name: 'api' },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'api', image: 'registry.example/api:1' }] },
        },
      },
    },
  })
  clock.advance(5_000)
  const { items } = await config.makeApiClient(CoreV1Api).listNamespacedPod({ namespace: 'default' })
  expect(items.map((pod) => `${pod.status?.phase} on ${pod.spec?.nodeName}`).toSorted()).toEqual([
    'Running on node-1',
    'Running on node-2',
  ])
  const lines = await config
    .makeApiClient(CoreV1Api)
    .readNamespacedPodLog({ namespace: 'default', name: items[0]?.metadata?.name ?? '' })
  expect(lines).toContain('INFO  starting api:1')
})

test('life can be made to go faster', async () => {
  sandbox = await startSandbox({ speed: 1_000 })
  const before = sandbox.clock.now()
  await new Promise<void>((resolve) => sandbox?.clock.after(60_000, resolve))
  expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(59_000)
})
