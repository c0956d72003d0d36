import { describe, expect, test } from 'vitest'
import { digList, digText } from '../../../src/sandbox/store/json.ts'
import { configMap, deployment, pod } from '../../support/manifests.ts'
import { startSandbox } from '../../support/sandbox.ts'

const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io'

describe('documents', () => {
  test('it says what it is', async () => {
    const { ask } = await startSandbox()
    expect((await ask('GET', '/version')).body).toMatchObject({ minor: '37', gitVersion: 'v1.37.0+sandbox' })
    expect((await ask('GET', '/readyz')).body).toBe('ok')
    expect(await ask('GET', '/nowhere')).toMatchObject({ status: 404, body: '404 page not found\n' })
  })

  test('discovery, group by group and all at once', async () => {
    const { ask } = await startSandbox()
    const { body } = await ask('GET', '/apis/apps/v1')
    expect(body).toMatchObject({
      kind: 'APIResourceList',
      resources: expect.arrayContaining([
        expect.objectContaining({ name: 'deployments', kind: 'Deployment', shortNames: ['deploy'] }),
        expect.objectContaining({ name: 'deployments/scale', group: 'autoscaling', kind: 'Scale' }),
      ]),
    })
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    const all = await ask('GET', '/apis', { accept })
    expect(all.headers['content-type']).toBe(accept)
    const groups = digList(all.body, 'items').map((item) => digText(item, 'metadata', 'name'))
    expect(groups).toEqual(expect.arrayContaining(['apps', 'batch', 'policy', 'authorization.k8s.io']))
  })

  test('OpenAPI lets kubectl trust the server with validation', async () => {
    const { ask } = await startSandbox()
    const { body } = await ask('GET', '/openapi/v3/apis/apps/v1')
    expect(body).toMatchObject({
      paths: {
        '/apis/apps/v1/namespaces/{namespace}/deployments/{name}': {
          patch: {
            parameters: expect.arrayContaining([expect.objectContaining({ name: 'fieldValidation' })]),
          },
        },
      },
    })
  })
})

describe('tables', () => {
  const cells = async (path: string, object: object) => {
    const { ask, put } = await startSandbox()
    put(object)
    const { body } = await ask('GET', path, { accept: asTable })
    const [row] = digList(body, 'rows')
    return {
      columns: digList(body, 'columnDefinitions').map((one) => digText(one, 'name')),
      cells: digList(row, 'cells'),
    }
  }
  const container = (state: object, more: object = {}) => ({
    status: { containerStatuses: [{ name: 'app', ready: false, restartCount: 0, state, ...more }] },
  })
  const ended = { terminated: { finishedAt: '2025-12-31T23:55:00Z', exitCode: 1 } }

  test.each([
    ['running', container({ running: {} }, { ready: true }), ['1/1', 'Running', '0']],
    [
      'crashing',
      container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 3, lastState: ended }),
      ['0/1', 'CrashLoopBackOff', '3 (5m ago)'],
    ],
    [
      'out of memory',
      container({ terminated: { reason: 'OOMKilled', exitCode: 137 } }),
      ['0/1', 'OOMKilled', '0'],
    ],
    ['a bare exit', container({ terminated: { exitCode: 3 } }), ['0/1', 'ExitCode:3', '0']],
    [
      'initializing',
      {
        spec: { initContainers: [{ name: 'i', image: 'x' }] },
        status: { initContainerStatuses: [{ name: 'i', state: { running: {} } }] },
      },
      ['0/1', 'Init:0/1', '0'],
    ],
    ['evicted', { status: { phase: 'Failed', reason: 'Evicted' } }, ['0/1', 'Evicted', '0']],
  ])('a pod that is %s', async (_case, rest, expected) => {
    const { cells: found } = await cells('/api/v1/namespaces/shop/pods', pod('p', rest))
    expect(found.slice(1, 4)).toEqual(expected)
    expect(found.slice(6, 7)).toEqual(['node-1'])
  })

  test.each([
    [
      '/apis/apps/v1/deployments',
      { ...deployment(), status: { readyReplicas: 1, updatedReplicas: 2 } },
      ['api', '1/2', 2, 0, '0s', 'app,side', 'nginx:1,busybox', 'app=api'],
    ],
    ['/api/v1/configmaps', configMap('c', { a: '1', b: '2' }), ['c', '2', '0s']],
    [
      '/api/v1/nodes',
      {
        kind: 'Node',
        metadata: { name: 'n', labels: { 'node-role.kubernetes.io/worker': '' } },
        spec: { unschedulable: true },
        status: { conditions: [{ type: 'Ready', status: 'True' }], nodeInfo: { kubeletVersion: 'v1' } },
      },
      [
        'n',
        'Ready,SchedulingDisabled',
        'worker',
        '0s',
        'v1',
        '<none>',
        '<none>',
        '<unknown>',
        '<unknown>',
        '<unknown>',
      ],
    ],
    [
      '/apis/batch/v1/jobs',
      {
        kind: 'Job',
        metadata: { name: 'j', namespace: 'shop' },
        spec: { template: { spec: { containers: [{ name: 'a', image: 'b' }] } } },
        status: {
          succeeded: 1,
          startTime: '2025-12-31T23:59:00Z',
          completionTime: '2025-12-31T23:59:30Z',
          conditions: [{ type: 'Complete', status: 'True' }],
        },
      },
      ['j', 'Complete', '1/1', '30s', '0s', 'a', 'b'],
    ],
  ])('%s', async (path, object, expected) => {
    const { cells: found } = await cells(path, object)
    expect(found.slice(0, expected.length)).toEqual(expected)
  })

  test('rows carry as much of their object as was asked for', async () => {
    const { ask, put } = await startSandbox()
    put(configMap('c', { secret: '1' }))
    const rows = async (include: string) => {
      const path = `/api/v1/namespaces/shop/configmaps?includeObject=${include}`
      return digList((await ask('GET', path, { accept: asTable })).body, 'rows')[0]
    }
    expect(await rows('None')).not.toHaveProperty('object')
    expect(await rows('Metadata')).toMatchObject({ object: { kind: 'PartialObjectMetadata' } })
    expect(await rows('Metadata')).not.toHaveProperty('object.data')
    expect(await rows('Object')).toMatchObject({ object: { data: { secret: '1' } } })
  })

  test('lists of metadata have nothing else', async () => {
    const { ask, put } = await startSandbox()
    put(configMap('c', { secret: '1' }))
    const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json'
    const { body } = await ask('GET', '/api/v1/configmaps', { accept })
    expect(body).toMatchObject({ kind: 'PartialObjectMetadataList', items: [{ metadata: { name: 'c' } }] })
    expect(JSON.stringify(body)).not.toContain('secret')
  })

  test('protobuf alone is not to be had', async () => {
    const { ask } = await startSandbox()
    const accept = 'application/vnd.kubernetes.protobuf'
    expect((await ask('GET', '/api/v1/pods', { accept })).status).toBe(406)
    const post = { body: 'k8s', type: accept }
    const { status, body } = await ask('POST', '/api/v1/namespaces', post)
    expect(status).toBe(415)
    expect(digText(body, 'message')).toContain('takes JSON and YAML only: use kubectl apply -f FILE')
  })
})

test('a definition brings a kind with columns of its own, and takes it away again', async () => {
  const { ask } = await startSandbox()
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  const column = { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' }
  const names = { plural: 'things', singular: 'thing', kind: 'Thing', shortNames: ['th'] }
  const version = { name: 'v1', served: true, storage: true, subresources: { status: {} } }
  const spec = {
    group: 'ex.io',
    scope: 'Namespaced',
    names,
    versions: [{ ...version, additionalPrinterColumns: [column] }],
  }
  await ask('POST', definitions, { body: { metadata: { name: 'things.ex.io' }, spec } })
  const path = '/apis/ex.io/v1/namespaces/shop/things'
  const thing = { apiVersion: 'ex.io/v1', kind: 'Thing', metadata: { name: 'a' }, spec: { size: 3 } }
  expect((await ask('POST', path, { body: thing })).status).toBe(201)
  const status = { status: { conditions: [{ type: 'Ready', status: 'True' }] } }
  await ask('PATCH', `${path}/a/status`, { body: status, type: 'application/merge-patch+json' })
  const { body } = await ask('GET', path, { accept: asTable })
  expect(digList(body, 'rows')[0]).toMatchObject({ cells: ['a', 'True'] })
  expect((await ask('GET', '/apis/ex.io/v1')).body).toMatchObject({ resources: [{ shortNames: ['th'] }, {}] })
  const strategic = { body: { spec: {} }, type: 'application/strategic-merge-patch+json' }
  expect((await ask('PATCH', `${path}/a`, strategic)).status).toBe(415)
  await ask('DELETE', `${definitions}/things.ex.io`)
  expect((await ask('GET', path)).status).toBe(404)
})
