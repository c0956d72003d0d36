import { afterEach, describe, expect, test } from 'vitest'
import { conditionOf } from '../../../src/sandbox/life/conditions.ts'
import { FAULT } from '../../../src/sandbox/life/faults.ts'
import type { Pod, PodSpec } from '../../../src/sandbox/life/types.ts'
import { must, startCluster, type Cluster } from './support.ts'

let cluster: Cluster
afterEach(() => cluster.stop())

function createPod(name: string, { fault, ...spec }: Partial<PodSpec> & { fault?: string } = {}): void {
  cluster.objects.create('Pod', {
    metadata: {
      ...cluster.at(name),
      labels: { app: name },
      ...(fault ? { annotations: { [FAULT]: fault } } : {}),
    },
    spec: { containers: [{ name: 'app', image: 'registry.example/app:1' }], ...spec },
  })
}

const podOf = (name: string): Pod => must(cluster.objects.get('Pod', cluster.at(name)))
const containerOf = (name: string) => must(podOf(name).status?.containerStatuses?.[0])

describe('a healthy pod', () => {
  test('is scheduled, started and made ready, each in its time', () => {
    cluster = startCluster()
    createPod('one')
    cluster.clock.advance(100)
    expect(podOf('one')).toMatchObject({
      spec: { nodeName: 'node-1' },
      status: {
        phase: 'Pending',
        containerStatuses: [{ state: { waiting: { reason: 'ContainerCreating' } } }],
      },
    })
    cluster.clock.advance(400)
    expect(podOf('one').status?.phase).toBe('Running')
    expect(conditionOf(podOf('one'), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [app]',
    })
    cluster.clock.advance(300)
    expect(podOf('one').status?.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ])
    expect(cluster.reasons('one')).toEqual(['Scheduled', 'Pulled', 'Created', 'Started'])
  })

  test('writes a log, and says nothing new without reason', () => {
    cluster = startCluster()
    createPod('one')
    cluster.clock.advance(60_000)
    const { uid, resourceVersion } = podOf('one').metadata
    expect(must(cluster.logbook.lines(uid, 'app', false)).length).toBeGreaterThan(10)
    cluster.clock.advance(600_000)
    expect(podOf('one').metadata.resourceVersion).toBe(resourceVersion)
  })

  test('is given its time to end', () => {
    cluster = startCluster()
    createPod('one')
    cluster.clock.advance(2_000)
    cluster.objects.delete('Pod', cluster.at('one'))
    cluster.clock.advance(100)
    expect(podOf('one').metadata.deletionTimestamp).toBeDefined()
    cluster.clock.advance(1_000)
    expect(cluster.objects.get('Pod', cluster.at('one'))).toBeUndefined()
    expect(cluster.messages('one')).toContain('Stopping container app')
  })
})

describe('a pod that crashes', () => {
  test('is restarted at once, then after 10, 20, 40 … at most 300 seconds', () => {
    cluster = startCluster()
    createPod('one', { fault: 'crash' })
    const starts: number[] = []
    for (let second = 0; second < 1_200; second += 1) {
      cluster.clock.advance(1_000)
      const { restartCount } = containerOf('one')
      if (restartCount > starts.length) starts.push(second)
    }
    const gaps = starts.slice(1).map((start, index) => start - must(starts[index]))
    for (const [index, pause] of [10, 20, 40, 80, 160, 300].entries()) {
      expect(must(gaps[index])).toBeGreaterThanOrEqual(pause)
      expect(must(gaps[index])).toBeLessThanOrEqual(pause + 2)
    }
    const { uid } = podOf('one').metadata
    expect(containerOf('one')).toMatchObject({
      ready: false,
      started: false,
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: `back-off 5m0s restarting failed container=app pod=one_default(${uid})`,
        },
      },
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    })
    expect(
      must(cluster.logbook.lines(uid, 'app', true))
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('ECONNREFUSED')
    expect(podOf('one').status?.phase).toBe('Running')
  })

  test('recovers when the fault is taken away, and falls ill when it is put there', () => {
    cluster = startCluster()
    createPod('one', { fault: 'crash' })
    cluster.clock.advance(60_000)
    const ail = (fault?: string) =>
      cluster.objects.mutate('Pod', cluster.at('one'), ({ metadata }) => {
        metadata.annotations = fault ? { [FAULT]: fault } : {}
      })
    ail()
    cluster.clock.advance(60_000)
    expect(containerOf('one').ready).toBe(true)
    ail('never-ready')
    cluster.clock.advance(100)
    expect(containerOf('one')).toMatchObject({ ready: false, state: { running: {} } })
    ail()
    cluster.clock.advance(10_000)
    expect(containerOf('one').ready).toBe(true)
  })
})

describe('other illnesses', () => {
  test('out of memory: killed with 137', () => {
    cluster = startCluster()
    createPod('one', { fault: 'oom' })
    cluster.clock.advance(30_000)
    expect(containerOf('one').lastState.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' })
  })

  test('an image whose tag nobody knows: pulled again and again, until it exists', () => {
    cluster = startCluster()
    createPod('one', { containers: [{ name: 'app', image: 'registry.example/app:missing' }] })
    cluster.clock.advance(500)
    expect(containerOf('one').state.waiting?.reason).toBe('ErrImagePull')
    cluster.clock.advance(2_000)
    expect(containerOf('one').state.waiting?.reason).toBe('ImagePullBackOff')
    expect(podOf('one').status?.phase).toBe('Pending')
    expect(cluster.reasons('one')).toEqual(expect.arrayContaining(['Pulling', 'Failed', 'BackOff']))
    cluster.objects.mutate('Pod', cluster.at('one'), ({ spec }) => {
      must(spec.containers[0]).image = 'registry.example/app:2'
    })
    cluster.clock.advance(2_000)
    expect(containerOf('one')).toMatchObject({ ready: true, restartCount: 0 })
  })

  test('hanging: the liveness probe fails three times, then the container is killed and restarted', () => {
    cluster = startCluster()
    createPod('one', { fault: 'hang' })
    cluster.clock.advance(15_000)
    expect(containerOf('one')).toMatchObject({ restartCount: 0, ready: false })
    cluster.clock.advance(10_000)
    expect(containerOf('one')).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 137 } },
    })
    expect(cluster.messages('one')).toContain('Container app failed liveness probe, will be restarted')
  })

  test('a Secret that is not there: no container, until it is', () => {
    cluster = startCluster()
    const env = [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'key' } } }]
    createPod('one', { containers: [{ name: 'app', image: 'registry.example/app:1', env }] })
    cluster.clock.advance(2_000)
    expect(containerOf('one').state.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'secret "keys" not found',
    })
    cluster.objects.create('Secret', { metadata: cluster.at('keys') })
    cluster.clock.advance(15_000)
    expect(containerOf('one').ready).toBe(true)
  })
})

describe('the scheduler', () => {
  test('says why no node will do, and tries again when one will', () => {
    cluster = startCluster()
    const resources = { requests: { cpu: '3', memory: '1Gi' } }
    const spec = { containers: [{ name: 'app', image: 'registry.example/app:1', resources }] }
    for (const name of ['a', 'b', 'c', 'd']) createPod(name, spec)
    cluster.clock.advance(2_000)
    const message =
      '0/3 nodes are available: 3 Insufficient cpu. ' +
      'preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.'
    expect(conditionOf(podOf('d'), 'PodScheduled')).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message,
    })
    expect(cluster.messages('d')).toEqual([message])
    cluster.objects.delete('Pod', cluster.at('b'))
    cluster.clock.advance(5_000)
    expect(podOf('d').status?.phase).toBe('Running')
  })

  test('keeps away from cordoned nodes and wrong labels', () => {
    cluster = startCluster({ nodes: 2 })
    cluster.objects.mutate('Node', { name: 'node-1' }, (node) => {
      node.spec = { ...node.spec, unschedulable: true }
    })
    createPod('any')
    createPod('picky', { nodeSelector: { disk: 'fast' } })
    cluster.clock.advance(2_000)
    expect(podOf('any').spec.nodeName).toBe('node-2')
    expect(conditionOf(podOf('picky'), 'PodScheduled')?.message).toMatch(
      /^0\/2 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector, 1 node\(s\) were unschedulable\. /,
    )
    expect(cluster.objects.get('Node', { name: 'node-1' })?.spec?.taints).toEqual([
      { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
    ])
  })
})
