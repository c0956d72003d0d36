import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { conditionOf } from '../../../src/sandbox/life/conditions.ts'
import { isActive, isReady } from '../../../src/sandbox/life/pods.ts'
import { boundsOf } from '../../../src/sandbox/life/rollout.ts'
import { resourceOf } from '../../../src/sandbox/store/resources.ts'
import { must, startCluster, template, type Cluster } from './support.ts'

let cluster: Cluster
afterEach(() => cluster.stop())

const setsOf = (name: string) => cluster.objects.owned('ReplicaSet', cluster.deployment(name).metadata.uid)
const revisions = (name: string) =>
  setsOf(name)
    .map(({ metadata, spec }) => [
      Number(metadata.annotations?.['deployment.kubernetes.io/revision']),
      must(spec.template.spec.containers[0]).image.split(':')[1],
      spec.replicas,
    ])
    .toSorted((a, b) => Number(a[0]) - Number(b[0]))

describe('a rollout', () => {
  test('comes up and says so like the real controller', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 3 })
    cluster.clock.advance(2_000)
    const { status } = cluster.deployment('api')
    expect(status).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
        { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
      ],
    })
    expect(status).not.toHaveProperty('unavailableReplicas')
    const set = must(setsOf('api')[0])
    expect(cluster.messages('api')).toEqual([`Scaled up replica set ${set.metadata.name} from 0 to 3`])
    expect(set.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '1',
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
    })
    const pod = must(cluster.pods('api')[0])
    expect(pod.metadata.name).toMatch(new RegExp(`^${set.metadata.name}-[b-z2-9]{5}$`))
    expect(pod.metadata.labels?.['pod-template-hash']).toBe(set.metadata.name.slice('api-'.length))
  })

  test('never leaves the bounds of maxSurge and maxUnavailable, whatever they are', () => {
    const share = fc.oneof(
      fc.nat(6),
      fc.nat(100).map((percent) => `${percent}%`),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), share, share, (replicas, maxSurge, maxUnavailable) => {
        cluster = startCluster()
        const rollingUpdate = { maxSurge, maxUnavailable }
        cluster.createDeployment('api', { replicas, strategy: { type: 'RollingUpdate', rollingUpdate } })
        cluster.clock.advance(5_000)
        const { surge, unavailable } = boundsOf(cluster.deployment('api').spec)
        const seen: { active: number; ready: number }[] = []
        cluster.store.watch(resourceOf('Pod'), cluster.store.revision(), () => {
          const active = cluster.pods('api').filter(isActive)
          seen.push({ active: active.length, ready: active.filter(isReady).length })
        })
        cluster.setImage('api', 'registry.example/api:2')
        cluster.clock.advance(15_000)
        expect(revisions('api')).toEqual([
          [1, '1', 0],
          [2, '2', replicas],
        ])
        expect(cluster.deployment('api').status?.availableReplicas).toBe(replicas)
        expect(Math.max(...seen.map(({ active }) => active))).toBeLessThanOrEqual(replicas + surge)
        expect(Math.min(...seen.map(({ ready }) => ready))).toBeGreaterThanOrEqual(replicas - unavailable)
        cluster.stop()
      }),
      { numRuns: 20 },
    )
  })

  test('of an image that cannot be pulled stops at the right numbers and runs out of time', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 10, progressDeadlineSeconds: 60 })
    cluster.clock.advance(5_000)
    cluster.setImage('api', 'registry.example/api:broken')
    cluster.clock.advance(30_000)
    // As measured on the real controllers: 25 % of 10 leaves 8 old ones, and 13 in all leaves 5 new ones.
    expect(cluster.deployment('api').status).toMatchObject({
      replicas: 13,
      updatedReplicas: 5,
      readyReplicas: 8,
      availableReplicas: 8,
      unavailableReplicas: 5,
    })
    expect(conditionOf(cluster.deployment('api'), 'Progressing')?.reason).toBe('ReplicaSetUpdated')
    cluster.clock.advance(40_000)
    expect(conditionOf(cluster.deployment('api'), 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    })
    expect(conditionOf(cluster.deployment('api'), 'Available')?.status).toBe('True')
  })

  test('back to an old template reuses its ReplicaSet under a new revision', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 2 })
    cluster.clock.advance(5_000)
    cluster.objects.mutate('Deployment', cluster.at('api'), ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, 'kubernetes.io/change-cause': 'ship 2' }
    })
    cluster.setImage('api', 'registry.example/api:2')
    cluster.clock.advance(5_000)
    expect(cluster.deployment('api').metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2')
    cluster.setImage('api', 'registry.example/api:1')
    cluster.clock.advance(5_000)
    expect(revisions('api')).toEqual([
      [2, '2', 0],
      [3, '1', 2],
    ])
    const sets = setsOf('api').map(({ metadata }) => metadata.annotations)
    expect(sets).toContainEqual(expect.objectContaining({ 'deployment.kubernetes.io/revision-history': '1' }))
    expect(sets).toContainEqual(expect.objectContaining({ 'kubernetes.io/change-cause': 'ship 2' }))
  })

  test('keeps no more old ReplicaSets than it is told', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { revisionHistoryLimit: 1 })
    for (const tag of ['2', '3', '4']) {
      cluster.clock.advance(5_000)
      cluster.setImage('api', `registry.example/api:${tag}`)
    }
    cluster.clock.advance(5_000)
    expect(revisions('api').map(([revision]) => revision)).toEqual([3, 4])
  })

  test('with Recreate ends every old pod before it starts a new one', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 3, strategy: { type: 'Recreate' } })
    cluster.clock.advance(5_000)
    const mixed: boolean[] = []
    cluster.store.watch(resourceOf('Pod'), cluster.store.revision(), () => {
      mixed.push(new Set(cluster.pods('api').map((pod) => pod.spec.containers[0]?.image)).size > 1)
    })
    cluster.setImage('api', 'registry.example/api:2')
    cluster.clock.advance(5_000)
    expect(mixed.length).toBeGreaterThan(0)
    expect(mixed).not.toContain(true)
    expect(cluster.deployment('api').status?.availableReplicas).toBe(3)
  })
})

describe('a paused Deployment', () => {
  test('scales, but rolls nothing out until it is resumed', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 2 })
    cluster.clock.advance(5_000)
    cluster.objects.mutate('Deployment', cluster.at('api'), ({ spec }) => {
      spec.paused = true
      spec.replicas = 4
      spec.template = template('api', 'registry.example/api:2')
    })
    cluster.clock.advance(5_000)
    expect(revisions('api')).toEqual([[1, '1', 4]])
    expect(conditionOf(cluster.deployment('api'), 'Progressing')?.reason).toBe('DeploymentPaused')
    cluster.objects.mutate('Deployment', cluster.at('api'), ({ spec }) => {
      spec.paused = false
    })
    cluster.clock.advance(5_000)
    expect(revisions('api')).toEqual([
      [1, '1', 0],
      [2, '2', 4],
    ])
    expect(conditionOf(cluster.deployment('api'), 'Progressing')?.reason).toBe('NewReplicaSetAvailable')
  })
})

describe('scaling in the middle of a stuck rollout', () => {
  test('shares the change between old and new', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 10 })
    cluster.clock.advance(5_000)
    cluster.setImage('api', 'registry.example/api:broken')
    cluster.clock.advance(5_000)
    cluster.objects.mutate('Deployment', cluster.at('api'), ({ spec }) => {
      spec.replicas = 4
    })
    cluster.clock.advance(5_000)
    // As the real controllers do it: from 8 + 5 to 3 + 2.
    expect(revisions('api')).toEqual([
      [1, '1', 3],
      [2, 'broken', 2],
    ])
    expect(cluster.deployment('api').status?.availableReplicas).toBe(3)
  })
})

describe('a paused Deployment', () => {
  test('scales, but rolls nothing out until it is resumed', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 2 })
    cluster.clock.advance(5_000)
    cluster.objects.mutate('Deployment', cluster.at('api'), ({ spec }) => {
      spec.paused = true
      spec.replicas = 4
      spec.template = template('api', 'registry.example/api:2')
    })
    cluster.clock.advance(5_000)
    expect(revisions('api')).toEqual([[1, '1', 4]])
    expect(conditionOf(cluster.deployment('api'), 'Progressing')?.reason).toBe('DeploymentPaused')
    cluster.objects.mutate('Deployment', cluster.at('api'), ({ spec }) => {
      spec.paused = false
    })
    cluster.clock.advance(5_000)
    expect(revisions('api')).toEqual([
      [1, '1', 0],
      [2, '2', 4],
    ])
    expect(conditionOf(cluster.deployment('api'), 'Progressing')?.reason).toBe('NewReplicaSetAvailable')
  })
})

describe('scaling in the middle of a stuck rollout', () => {
  test('shares the change between old and new', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 10 })
    cluster.clock.advance(5_000)
    cluster.setImage('api', 'registry.example/api:broken')
    cluster.clock.advance(5_000)
    cluster.objects.mutate('Deployment', cluster.at('api'), ({ spec }) => {
      spec.replicas = 4
    })
    cluster.clock.advance(5_000)
    const sizes = setsOf('api').map(({ spec }) => spec.replicas)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(5)
    expect(cluster.deployment('api').status?.availableReplicas).toBe(3)
  })
})
