import { describe, expect, test } from 'vitest'
import { digText } from '../../../src/sandbox/store/json.ts'
import { configMap, deployment } from '../../support/manifests.ts'
import { startSandbox } from '../../support/sandbox.ts'

const maps = '/api/v1/namespaces/shop/configmaps'
const deployments = '/apis/apps/v1/namespaces/shop/deployments'

type Refusal = [title: string, where: string, body: unknown, answer: [status: number, message: string]]

describe('create', () => {
  test('identity, defaults and no status of the client', async () => {
    const { ask } = await startSandbox()
    const { status, body } = await ask('POST', deployments, {
      body: { ...deployment(), status: { replicas: 9 } },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      metadata: { generation: 1, creationTimestamp: '2026-01-01T00:00:00Z' },
      spec: {
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        template: {
          spec: {
            restartPolicy: 'Always',
            terminationGracePeriodSeconds: 30,
            containers: [
              { imagePullPolicy: 'IfNotPresent', ports: [{ protocol: 'TCP' }] },
              { imagePullPolicy: 'Always' },
            ],
          },
        },
      },
      status: {},
    })
  })

  test('a service gets an address that it keeps', async () => {
    const { ask } = await startSandbox()
    const path = '/api/v1/namespaces/shop/services'
    const service = { metadata: { name: 's' }, spec: { ports: [{ port: 80 }] } }
    const made = await ask('POST', path, { body: service })
    expect(made.body).toMatchObject({
      spec: {
        type: 'ClusterIP',
        clusterIP: expect.stringMatching(/^10\.\d+\.\d+\.\d+$/),
        ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
      },
    })
    const put = await ask('PUT', `${path}/s`, { body: service })
    expect(put.body).toEqual(made.body)
  })

  const wrong = (spec: object) => deployment('api', spec)
  const template = { metadata: { labels: { app: 'api' } }, spec: { containers: [] } }
  test.each([
    ['again', maps, configMap('taken'), [409, 'configmaps "taken" already exists']],
    [
      'nowhere',
      '/api/v1/namespaces/none/configmaps',
      { metadata: { name: 'a' } },
      [404, 'namespaces "none" not found'],
    ],
    [
      'nameless',
      maps,
      { metadata: {} },
      [422, 'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required'],
    ],
    [
      'another kind',
      maps,
      deployment(),
      [400, 'Deployment in version "v1" cannot be handled as a ConfigMap'],
    ],
    [
      'another namespace',
      maps,
      configMap('a', {}, { namespace: 'x' }),
      [400, 'the namespace of the provided object does not match the namespace sent on the request'],
    ],
    [
      'a bad name',
      '/api/v1/namespaces',
      { metadata: { name: 'Bad_1' } },
      [422, 'a lowercase RFC 1123 label must consist of'],
    ],
    [
      'less than none',
      deployments,
      wrong({ replicas: -1 }),
      [
        422,
        'Deployment.apps "api" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ],
    ],
    [
      'a foreign selector',
      deployments,
      wrong({ selector: { matchLabels: { app: 'x' } } }),
      [422, '`selector` does not match template `labels`'],
    ],
    [
      'no container',
      deployments,
      wrong({ template }),
      [422, 'spec.template.spec.containers: Required value'],
    ],
  ] satisfies Refusal[])('%s is refused', async (_case, path, body, [status, message]) => {
    const { ask, put } = await startSandbox()
    put(configMap('taken'))
    const answer = await ask('POST', path, { body })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      code: status,
      message: expect.stringContaining(message),
    })
  })

  test('a namespace that is being deleted takes nothing new', async () => {
    const { ask } = await startSandbox()
    expect((await ask('DELETE', '/api/v1/namespaces/shop')).body).toMatchObject({
      status: { phase: 'Terminating' },
    })
    const { status, body } = await ask('POST', maps, { body: configMap('a') })
    expect(status).toBe(403)
    expect(body).toMatchObject({
      message:
        'configmaps "a" is forbidden: unable to create new content in namespace shop because it is being terminated',
      details: { causes: [{ reason: 'NamespaceTerminating' }] },
    })
  })
})

describe('update', () => {
  test('a stale version is told to try again, and the same again changes nothing', async () => {
    const { ask, put } = await startSandbox()
    const made = put(configMap('a', { x: '1' }))
    const again = await ask('PUT', `${maps}/a`, { body: configMap('a', { x: '1' }) })
    expect(again.body).toMatchObject({ metadata: { resourceVersion: made.metadata.resourceVersion } })
    const stale = configMap('a', { x: '2' }, { resourceVersion: '1' })
    expect(await ask('PUT', `${maps}/a`, { body: stale })).toMatchObject({
      status: 409,
      body: {
        reason: 'Conflict',
        message:
          'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
        details: { name: 'a', kind: 'configmaps' },
      },
    })
  })

  test('the object leaves its status alone, and the status everything else', async () => {
    const { ask, put } = await startSandbox()
    put({ ...deployment(), status: { replicas: 2 } })
    const path = `${deployments}/api`
    const type = 'application/merge-patch+json'
    const body = { spec: { replicas: 5 }, status: { replicas: 7 } }
    const main = await ask('PATCH', path, { body, type })
    expect(main.body).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 5 },
      status: { replicas: 2 },
    })
    const below = await ask('PATCH', `${path}/status`, {
      body: { spec: { replicas: 9 }, status: { replicas: 7 } },
      type,
    })
    expect(below.body).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 5 },
      status: { replicas: 7 },
    })
  })

  test('a lease is created by PUT, replaced only by version, and wants microseconds', async () => {
    const { ask } = await startSandbox()
    const path = '/apis/coordination.k8s.io/v1/namespaces/shop/leases/lead'
    const lease = (renewTime: string, resourceVersion?: string) => ({
      body: { metadata: { name: 'lead', resourceVersion }, spec: { holderIdentity: 'a', renewTime } },
    })
    const made = await ask('PUT', path, lease('2026-01-01T00:00:00.123456Z'))
    expect(made).toMatchObject({ status: 201, body: { spec: { renewTime: '2026-01-01T00:00:00.123456Z' } } })
    expect((await ask('PUT', path, lease('2026-01-01T00:00:01.000000Z'))).status).toBe(422)
    expect((await ask('PUT', path, lease('2026-01-01T00:00:01.123Z'))).status).toBe(400)
    const version = digText(made.body, 'metadata', 'resourceVersion')
    const renewed = lease('2026-01-01T00:00:01.000000Z', version)
    expect((await ask('PUT', path, renewed)).status).toBe(200)
    const late = lease('2026-01-01T00:00:02.000000Z', version)
    expect(await ask('PUT', path, late)).toMatchObject({ status: 409, body: { reason: 'Conflict' } })
  })
})

test('a dry run changes nothing, whatever it asks for', async () => {
  const { ask, put, store } = await startSandbox()
  put(deployment())
  const before = store.revision()
  const type = 'application/merge-patch+json'
  const answers = [
    await ask('POST', `${maps}?dryRun=All`, { body: configMap('a') }),
    await ask('PATCH', `${deployments}/api?dryRun=All`, { body: { spec: { replicas: 7 } }, type }),
    await ask('PATCH', `${deployments}/api/scale?dryRun=All`, { body: { spec: { replicas: 7 } }, type }),
    await ask('DELETE', `${deployments}/api?dryRun=All`),
    await ask('DELETE', `${deployments}?dryRun=All`),
  ]
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200])
  expect(answers[1]?.body).toMatchObject({ spec: { replicas: 7 } })
  expect(store.revision()).toBe(before)
})
