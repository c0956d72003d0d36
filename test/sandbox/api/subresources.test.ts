import { request } from 'undici'
import { describe, expect, test } from 'vitest'
import { resourceOf } from '../../../src/sandbox/store/resources.ts'
import { configMap, deployment, pod } from '../../support/manifests.ts'
import { startSandbox } from '../../support/sandbox.ts'

const pods = '/api/v1/namespaces/shop/pods'
const scale = '/apis/apps/v1/namespaces/shop/deployments/api/scale'
const merge = 'application/merge-patch+json'

describe('scale', () => {
  test('shows, changes and protects the replicas', async () => {
    const { ask, put } = await startSandbox()
    put({ ...deployment(), status: { replicas: 1 } })
    expect((await ask('GET', scale)).body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 2 },
      status: { replicas: 1, selector: 'app=api' },
    })
    expect((await ask('PATCH', scale, { body: { spec: { replicas: 5 } }, type: merge })).body).toMatchObject({
      spec: { replicas: 5 },
    })
    expect((await ask('GET', scale.replace('/scale', ''))).body).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 5 },
    })
    const stale = { metadata: { name: 'api', resourceVersion: '1' }, spec: { replicas: 3 } }
    expect((await ask('PUT', scale, { body: stale })).status).toBe(409)
    expect(await ask('PATCH', scale, { body: { spec: { replicas: -5 } }, type: merge })).toMatchObject({
      status: 422,
      body: {
        message:
          'Scale.autoscaling "api" is invalid: spec.replicas: Invalid value: -5: must be greater than or equal to 0',
      },
    })
  })
})

describe('eviction', () => {
  const evict = { kind: 'Eviction', apiVersion: 'policy/v1', metadata: { name: 'p', namespace: 'shop' } }
  const budget = (disruptionsAllowed: number, observedGeneration = 1) => ({
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b', namespace: 'shop' },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'api' } } },
    status: { disruptionsAllowed, observedGeneration, desiredHealthy: 2, currentHealthy: 2 },
  })

  test('without a budget the pod gets its grace', async () => {
    const { ask, put } = await startSandbox()
    put(pod('p'))
    expect((await ask('POST', `${pods}/p/eviction?dryRun=All`, { body: evict })).status).toBe(201)
    expect((await ask('GET', `${pods}/p`)).body).not.toHaveProperty('metadata.deletionTimestamp')
    expect(await ask('POST', `${pods}/p/eviction`, { body: evict })).toMatchObject({
      status: 201,
      body: { kind: 'Status', status: 'Success' },
    })
    expect((await ask('GET', `${pods}/p`)).body).toMatchObject({
      metadata: { deletionGracePeriodSeconds: 30 },
    })
  })

  test.each([
    ['spent', budget(0), 'The disruption budget b needs 2 healthy pods and has 2 currently'],
    ['not looked at yet', budget(1, 0), 'The disruption budget b is still being processed by the server.'],
  ])('a budget that is %s says so', async (_case, spent, message) => {
    const { ask, put } = await startSandbox()
    put(pod('p'))
    put(spent)
    expect(await ask('POST', `${pods}/p/eviction`, { body: evict })).toMatchObject({
      status: 429,
      body: {
        reason: 'TooManyRequests',
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
        details: { causes: [{ reason: 'DisruptionBudget', message }] },
      },
    })
  })

  test('a budget pays once', async () => {
    const { ask, put, store } = await startSandbox()
    put(pod('p'))
    put(pod('q'))
    put(budget(1))
    expect((await ask('POST', `${pods}/p/eviction`, { body: evict })).status).toBe(201)
    const second = { ...evict, metadata: { name: 'q', namespace: 'shop' } }
    expect((await ask('POST', `${pods}/q/eviction`, { body: second })).status).toBe(429)
    expect(store.get(resourceOf('PodDisruptionBudget'), 'shop', 'b')?.status).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { p: '2026-01-01T00:00:00Z' },
    })
  })
})

describe('logs', () => {
  async function withLog() {
    const sandbox = await startSandbox()
    const it = sandbox.put(pod('p'))
    const log = (text: string) => sandbox.logbook.append(it, 'app', text)
    sandbox.logbook.rotate(it, 'app')
    log('old')
    sandbox.logbook.rotate(it, 'app')
    log('one')
    sandbox.clock.advance(60_000)
    log('two')
    log('three')
    return { ...sandbox, it, log }
  }

  test.each([
    ['', 'one\ntwo\nthree\n'],
    ['tailLines=1', 'three\n'],
    ['tailLines=0', ''],
    ['previous=true', 'old\n'],
    ['sinceSeconds=10', 'two\nthree\n'],
    ['sinceTime=2026-01-01T00:00:30Z&tailLines=5', 'two\nthree\n'],
    ['limitBytes=6', 'one\ntw'],
    ['timestamps=true&tailLines=1', '2026-01-01T00:01:00.000000000Z three\n'],
  ])('?%s', async (query, text) => {
    const { ask } = await withLog()
    expect((await ask('GET', `${pods}/p/log?${query}`)).body).toBe(text)
  })

  test('a follower hears what comes, until the run ends', async () => {
    const { url, agent, logbook, it, log } = await withLog()
    const { body } = await request(`${url}${pods}/p/log?follow=true&tailLines=1`, {
      dispatcher: agent,
      headers: { authorization: 'Bearer admin-token' },
    })
    log('four')
    logbook.rotate(it, 'app')
    expect(await body.text()).toBe('three\nfour\n')
  })

  const two = {
    containers: [
      { name: 'a', image: 'x' },
      { name: 'b', image: 'x' },
    ],
  }
  test.each([
    ['previous=true', {}, 'previous terminated container "app" in pod "q" not found'],
    ['container=zz', {}, 'container zz is not valid for pod q'],
    ['', {}, 'container "app" in pod "q" is waiting to start: ContainerCreating'],
    ['', { spec: two }, 'a container name must be specified for pod q, choose one of: [a b]'],
  ])('?%s of a pod that cannot answer', async (query, rest, message) => {
    const { ask, put } = await startSandbox()
    put(pod('q', rest))
    expect(await ask('GET', `${pods}/q/log?${query}`)).toMatchObject({ status: 400, body: { message } })
  })
})

describe('deletion', () => {
  test.each([
    [{ preconditions: { uid: 'other' } }, 'the UID in the precondition (other) does not match'],
    [
      { preconditions: { resourceVersion: '1' } },
      'the ResourceVersion in the precondition (1) does not match',
    ],
  ])('%j', async (body, message) => {
    const { ask, put } = await startSandbox()
    put(configMap('a'))
    const path = '/api/v1/namespaces/shop/configmaps/a'
    expect(await ask('DELETE', path, { body })).toMatchObject({
      status: 409,
      body: { reason: 'Conflict', message: expect.stringContaining(message) },
    })
    expect(await ask('DELETE', path)).toMatchObject({
      status: 200,
      body: { status: 'Success', details: { name: 'a', kind: 'configmaps' } },
    })
    expect(await ask('DELETE', path)).toMatchObject({
      status: 404,
      body: { message: 'configmaps "a" not found', reason: 'NotFound' },
    })
  })

  test('foreground deletion waits for its finalizer', async () => {
    const { ask, put } = await startSandbox()
    put(deployment())
    const body = { propagationPolicy: 'Foreground' }
    expect(
      (await ask('DELETE', '/apis/apps/v1/namespaces/shop/deployments/api', { body })).body,
    ).toMatchObject({
      kind: 'Deployment',
      metadata: { finalizers: ['foregroundDeletion'] },
    })
  })
})
