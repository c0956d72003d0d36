import { CoreV1Api, KubeConfig, type V1ConfigMap, Watch } from '@kubernetes/client-node'
import { request } from 'undici'
import { describe, expect, onTestFinished, test } from 'vitest'
import { configMap } from '../support/manifests.ts'
import { startSandbox, type TestSandbox } from '../support/sandbox.ts'

function clientOf({ url, caPem }: TestSandbox, token = 'admin-token'): KubeConfig {
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: [{ name: 'sandbox', server: url, caData: Buffer.from(caPem).toString('base64') }],
    users: [{ name: 'user', token }],
    contexts: [{ name: 'here', cluster: 'sandbox', user: 'user' }],
    currentContext: 'here',
  })
  return config
}

describe('client-node', () => {
  test('creates, reads, and is told in Kubernetes words what is missing', async () => {
    const sandbox = await startSandbox()
    const core = clientOf(sandbox).makeApiClient(CoreV1Api)
    const body: V1ConfigMap = { metadata: { name: 'c' }, data: { a: '1' } }
    const made = await core.createNamespacedConfigMap({ namespace: 'shop', body })
    expect(made.metadata?.creationTimestamp).toEqual(new Date('2026-01-01T00:00:00Z'))
    const list = await core.listNamespacedConfigMap({ namespace: 'shop', limit: 1 })
    expect(list.items.map(({ data }) => data)).toEqual([{ a: '1' }])
    await expect(core.readNamespacedConfigMap({ namespace: 'shop', name: 'none' })).rejects.toMatchObject({
      code: 404,
      body: expect.stringContaining('configmaps \\"none\\" not found'),
    })
  })

  test('hears of changes', async () => {
    const sandbox = await startSandbox()
    const path = '/api/v1/namespaces/shop/configmaps'
    const heard: string[] = []
    const { promise: gone, resolve, reject } = Promise.withResolvers<undefined>()
    const onEvent = (type: string, object: V1ConfigMap) => {
      heard.push(`${type} ${object.metadata?.name}`)
      if (type === 'DELETED') resolve(undefined)
    }
    const controller = await new Watch(clientOf(sandbox)).watch(path, {}, onEvent, reject)
    onTestFinished(() => controller.abort())
    sandbox.put(configMap('c'))
    await sandbox.ask('DELETE', `${path}/c`)
    await gone
    expect(heard).toEqual(['ADDED c', 'DELETED c'])
  })
})

describe('faults', () => {
  test('answers what it was told, with the time to wait', async () => {
    const { ask } = await startSandbox({
      faults: ({ method, path }) =>
        method === 'GET' && path.startsWith('/api/v1/pods')
          ? { status: 429, reason: 'TooManyRequests', retryAfter: 3 }
          : undefined,
    })
    expect(await ask('GET', '/api/v1/pods')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '3' },
      body: { kind: 'Status', reason: 'TooManyRequests', details: { retryAfterSeconds: 3 } },
    })
    expect((await ask('GET', '/api/v1/nodes')).status).toBe(200)
  })

  test('hangs until the client loses its patience', async () => {
    const { url, agent } = await startSandbox({ faults: () => ({ status: 0, reason: '', hang: true }) })
    const waiting = request(`${url}/version`, { dispatcher: agent, headersTimeout: 200 })
    await expect(waiting).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' })
  })
})
