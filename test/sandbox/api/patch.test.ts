import { describe, expect, test } from 'vitest'
import { configMap, deployment } from '../../support/manifests.ts'
import { startSandbox } from '../../support/sandbox.ts'

const maps = '/api/v1/namespaces/shop/configmaps'
const api = '/apis/apps/v1/namespaces/shop/deployments/api'
const json = 'application/json-patch+json'
const merge = 'application/merge-patch+json'
const strategic = 'application/strategic-merge-patch+json'
const apply = 'application/apply-patch+yaml'

type Refusal = [title: string, where: string, body: unknown, answer: [status: number, message: string]]

describe('JSON and merge patches', () => {
  test.each([
    ['replace', [{ op: 'replace', path: '/data/a', value: '2' }], { a: '2', b: 'x' }],
    ['remove', [{ op: 'remove', path: '/data/a' }], { b: 'x' }],
    [
      'a test that holds',
      [
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'remove', path: '/data/b' },
      ],
      { a: '1' },
    ],
    ['escaped paths', [{ op: 'add', path: '/data/x~1y', value: 'z' }], { a: '1', b: 'x', 'x/y': 'z' }],
    [
      'copy and move',
      [
        { op: 'copy', from: '/data/a', path: '/data/c' },
        { op: 'move', from: '/data/b', path: '/data/d' },
      ],
      { a: '1', c: '1', d: 'x' },
    ],
  ])('%s', async (_case, body, data) => {
    const { ask, put } = await startSandbox()
    put(configMap('m', { a: '1', b: 'x' }))
    expect((await ask('PATCH', `${maps}/m`, { body, type: json })).body).toMatchObject({ data })
    expect(await ask('GET', `${maps}/m`)).toMatchObject({ body: { data } })
  })

  test.each([
    [
      'a test that fails',
      json,
      [{ op: 'test', path: '/data/a', value: '2' }],
      [422, 'the server rejected our request due to an error in our request'],
    ],
    [
      'a missing path',
      json,
      [{ op: 'remove', path: '/data/zz' }],
      [422, 'the server rejected our request due to an error in our request'],
    ],
    ['another type', 'text/plain', {}, [415, '415: Unsupported Media Type']],
    ['a stale version', merge, { metadata: { resourceVersion: '1' } }, [409, 'the object has been modified']],
    [
      'an apply without a manager',
      apply,
      configMap('m'),
      [422, 'fieldManager: Required value: is required for apply patch'],
    ],
  ] satisfies Refusal[])('%s is refused', async (_case, type, body, [status, message]) => {
    const { ask, put } = await startSandbox()
    put(configMap('m', { a: '1' }))
    const answer = await ask('PATCH', `${maps}/m`, { body: JSON.stringify(body), type })
    expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } })
  })

  test('null takes away', async () => {
    const { ask, put } = await startSandbox()
    put(configMap('m', { a: '1', b: '2' }))
    const answer = await ask('PATCH', `${maps}/m`, { body: { data: { a: null } }, type: merge })
    expect(answer.body).toMatchObject({ data: { b: '2' } })
    expect(answer.body).not.toHaveProperty('data.a')
  })
})

describe('strategic merge patches', () => {
  const containers = (items: object[], more: object = {}) => ({
    spec: { template: { spec: { containers: items, ...more } } },
  })

  test.each([
    [
      'one image, the other container stays',
      containers([{ name: 'app', image: 'nginx:2' }]),
      ['app nginx:2', 'side busybox'],
    ],
    ['$patch: delete', containers([{ name: 'side', $patch: 'delete' }]), ['app nginx:1']],
    [
      '$setElementOrder',
      containers([{ name: 'app', image: 'n:3' }], {
        '$setElementOrder/containers': [{ name: 'side' }, { name: 'app' }],
      }),
      ['side busybox', 'app n:3'],
    ],
    ['$patch: replace', containers([{ name: 'new', image: 'x' }, { $patch: 'replace' }]), ['new x']],
  ])('%s', async (_case, body, expected) => {
    const { ask, put, store } = await startSandbox()
    put(deployment())
    const answer = await ask('PATCH', api, { body, type: strategic })
    const expectedContainers = expected.map((text) => ({
      name: text.split(' ')[0],
      image: text.split(' ')[1],
    }))
    expect(answer.body).toMatchObject({ spec: { template: { spec: { containers: expectedContainers } } } })
    expect(store.revision()).not.toBe('1')
  })

  test('environment and ports merge by name and number', async () => {
    const { ask, put } = await startSandbox()
    put(deployment())
    const app = { name: 'app', env: [{ name: 'NEW', value: '1' }], ports: [{ containerPort: 81 }] }
    const { body } = await ask('PATCH', api, { body: containers([app]), type: strategic })
    const merged = {
      name: 'app',
      env: [
        { name: 'MODE', value: 'a' },
        { name: 'NEW', value: '1' },
      ],
      ports: [{ containerPort: 80 }, { containerPort: 81 }],
    }
    expect(body).toMatchObject({ spec: { template: { spec: { containers: [merged, { name: 'side' }] } } } })
  })
})

describe('server-side apply', () => {
  const by = (manager: string, data: object, more = '') => ({
    path: `${maps}/m?fieldManager=${manager}${more}`,
    ask: { body: configMap('m', data), type: apply },
  })

  test('creates, refuses what another owns, yields to force, forgets what is dropped', async () => {
    const { ask } = await startSandbox()
    const run = (manager: string, data: object, more = '') => {
      const { path, ask: asked } = by(manager, data, more)
      return ask('PATCH', path, asked)
    }
    expect(await run('one', { k: '1', own: 'x' })).toMatchObject({
      status: 201,
      body: {
        metadata: {
          managedFields: [{ manager: 'one', operation: 'Apply', fieldsV1: { 'f:data': { 'f:k': {} } } }],
        },
      },
    })
    expect(await run('two', { k: '2' })).toMatchObject({
      status: 409,
      body: {
        message: 'Apply failed with 1 conflict: conflict with "one": .data.k',
        details: {
          causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.data.k' }],
        },
      },
    })
    expect((await run('two', { k: '2' }, '&force=true')).body).toMatchObject({ data: { k: '2', own: 'x' } })
    expect(await run('one', { own: 'x', k: '1' })).toMatchObject({ status: 409 })
    const dropped = await run('one', {})
    expect(dropped).toMatchObject({ status: 200, body: { data: { k: '2' } } })
    expect(dropped.body).not.toHaveProperty('data.own')
  })

  test('applying the same again changes no version; containers conflict by name', async () => {
    const { ask } = await startSandbox()
    const first = await ask('PATCH', `${api}?fieldManager=one`, { body: deployment(), type: apply })
    const again = await ask('PATCH', `${api}?fieldManager=one`, { body: deployment(), type: apply })
    expect(again.body).toEqual(first.body)
    const other = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api' },
      spec: { template: { spec: { containers: [{ name: 'app', image: 'other' }] } } },
    }
    const { body } = await ask('PATCH', `${api}?fieldManager=two`, { body: other, type: apply })
    const field = '.spec.template.spec.containers[name="app"].image'
    expect(body).toMatchObject({ details: { causes: [{ field }] } })
  })
})
