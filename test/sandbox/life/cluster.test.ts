import { afterEach, describe, expect, test } from 'vitest'
import { conditionOf } from '../../../src/sandbox/life/conditions.ts'
import { FAULT } from '../../../src/sandbox/life/faults.ts'
import { isActive } from '../../../src/sandbox/life/pods.ts'
import { resources } from '../../../src/sandbox/store/resources.ts'
import { must, startCluster, template, type Cluster } from './support.ts'

let cluster: Cluster
afterEach(() => cluster.stop())

function ailNode(name: string, fault?: string): void {
  cluster.objects.mutate('Node', { name }, ({ metadata }) => {
    metadata.annotations = fault ? { [FAULT]: fault } : {}
  })
}

describe('a node that dies', () => {
  test('is believed for 40 s, loses its pods after 300 s, and comes back clean', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 6 })
    cluster.clock.advance(10_000)
    const stranded = cluster.pods('api').filter((pod) => pod.spec.nodeName === 'node-2')
    expect(stranded).toHaveLength(2)
    ailNode('node-2', 'dead')
    cluster.clock.advance(25_000)
    const node = () => must(cluster.objects.get('Node', { name: 'node-2' }))
    expect(conditionOf(node(), 'Ready')?.status).toBe('True')
    cluster.clock.advance(20_000)
    expect(conditionOf(node(), 'Ready')).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    })
    expect(node().spec?.taints?.map(({ key, effect }) => `${key}:${effect}`)).toEqual([
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/unreachable:NoExecute',
    ])
    expect(cluster.deployment('api').status).toMatchObject({ readyReplicas: 4, unavailableReplicas: 2 })
    cluster.clock.advance(310_000)
    expect(cluster.deployment('api').status).toMatchObject({ readyReplicas: 6 })
    expect(cluster.pods('api')).toHaveLength(8)
    ailNode('node-2')
    cluster.clock.advance(5_000)
    expect(cluster.pods('api')).toHaveLength(6)
    expect(conditionOf(node(), 'Ready')).toMatchObject({ status: 'True', reason: 'KubeletReady' })
    expect(node().spec?.taints).toBeUndefined()
  })
})

test('a node that is well reports itself in full every five minutes', () => {
  cluster = startCluster({ nodes: 1 })
  const last = () =>
    Date.parse(
      must(conditionOf(must(cluster.objects.get('Node', { name: 'node-1' })), 'Ready')?.lastHeartbeatTime),
    )
  const before = last()
  cluster.clock.advance(290_000)
  expect(last()).toBe(before)
  cluster.clock.advance(20_000)
  expect(last() - before).toBeGreaterThanOrEqual(300_000)
})

describe('deleting an owner', () => {
  test('takes what it owns along, in the background', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 2 })
    cluster.clock.advance(5_000)
    cluster.objects.delete('Deployment', cluster.at('api'))
    expect(cluster.objects.get('Deployment', cluster.at('api'))).toBeUndefined()
    cluster.clock.advance(5_000)
    expect(cluster.pods('api')).toEqual([])
    expect(cluster.objects.list('ReplicaSet')).toEqual([])
  })

  test('in the foreground it goes last', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 2 })
    cluster.clock.advance(5_000)
    cluster.objects.delete('Deployment', cluster.at('api'), { propagationPolicy: 'Foreground' })
    cluster.clock.advance(100)
    expect(cluster.deployment('api').metadata.finalizers).toEqual(['foregroundDeletion'])
    cluster.clock.advance(5_000)
    expect(cluster.objects.get('Deployment', cluster.at('api'))).toBeUndefined()
    expect(cluster.pods('api')).toEqual([])
  })

  test('orphans stay and forget it', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 2 })
    cluster.clock.advance(5_000)
    cluster.objects.delete('Deployment', cluster.at('api'), { propagationPolicy: 'Orphan' })
    cluster.clock.advance(5_000)
    expect(cluster.objects.get('Deployment', cluster.at('api'))).toBeUndefined()
    expect(must(cluster.objects.list('ReplicaSet')[0]).metadata.ownerReferences).toBeUndefined()
    expect(cluster.pods('api')).toHaveLength(2)
  })

  test('deleting a namespace leaves nothing of it', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 2 })
    cluster.objects.create('Service', {
      metadata: cluster.at('api'),
      spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
    })
    cluster.clock.advance(5_000)
    cluster.objects.delete('Namespace', { name: 'default' })
    cluster.clock.advance(20_000)
    expect(cluster.objects.get('Namespace', { name: 'default' })).toBeUndefined()
    const left = resources.filter((it) => it.namespaced).flatMap((it) => cluster.store.list(it, 'default'))
    expect(left).toEqual([])
  })
})

describe('a PodDisruptionBudget', () => {
  test('allows what its arithmetic allows', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 4 })
    const selector = { matchLabels: { app: 'api' } }
    cluster.objects.create('PodDisruptionBudget', {
      metadata: cluster.at('api'),
      spec: { selector, minAvailable: '50%' },
    })
    cluster.clock.advance(5_000)
    const status = () => cluster.objects.get('PodDisruptionBudget', cluster.at('api'))?.status
    expect(status()).toMatchObject({
      currentHealthy: 4,
      desiredHealthy: 2,
      disruptionsAllowed: 2,
      expectedPods: 4,
      observedGeneration: 1,
      conditions: [{ type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods' }],
    })
    cluster.objects.delete('Pod', must(cluster.pods('api')[0]).metadata)
    cluster.clock.advance(200)
    expect(status()).toMatchObject({ currentHealthy: 3, disruptionsAllowed: 1, expectedPods: 4 })
  })
})

describe('a Service', () => {
  test('points at its ready pods', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { replicas: 2 })
    const ports = [{ port: 80, targetPort: 8080 }]
    cluster.objects.create('Service', {
      metadata: cluster.at('api'),
      spec: { selector: { app: 'api' }, ports },
    })
    cluster.clock.advance(500)
    const subsets = () => cluster.objects.get('Endpoints', cluster.at('api'))?.subsets
    expect(subsets()).toMatchObject([
      { notReadyAddresses: [{}, {}], ports: [{ port: 8080, protocol: 'TCP' }] },
    ])
    cluster.clock.advance(2_000)
    const ips = cluster.pods('api').map((pod) => ({ ip: pod.status?.podIP }))
    expect(subsets()).toMatchObject([{ addresses: ips }])
    expect(must(cluster.objects.list('EndpointSlice', 'default')[0])).toMatchObject({
      metadata: { labels: { 'kubernetes.io/service-name': 'api' } },
      addressType: 'IPv4',
      endpoints: [{ conditions: { ready: true } }, { conditions: { ready: true } }],
    })
  })
})

describe('events', () => {
  test('count up instead of repeating themselves, and are gone after an hour', () => {
    cluster = startCluster()
    cluster.createDeployment('api', { template: template('api', 'registry.example/api:broken') })
    cluster.clock.advance(300_000)
    const pod = must(cluster.pods('api')[0])
    const backOff = must(cluster.objects.list('Event', 'default').find((event) => event.reason === 'BackOff'))
    expect(backOff.count).toBeGreaterThan(3)
    const scheduled = must(
      cluster.objects.list('Event', 'default').find((event) => event.reason === 'Scheduled'),
    )
    expect(scheduled).toMatchObject({
      action: 'Binding',
      eventTime: expect.stringMatching(/\.\d{6}Z$/),
      source: {},
    })
    expect(scheduled).not.toHaveProperty('lastTimestamp')
    expect(backOff).toMatchObject({
      source: { component: 'kubelet', host: pod.spec.nodeName },
      involvedObject: { kind: 'Pod', name: pod.metadata.name, fieldPath: 'spec.containers{api}' },
    })
    expect(Date.parse(must(backOff.lastTimestamp))).toBeGreaterThan(Date.parse(must(backOff.firstTimestamp)))
    cluster.objects.delete('Deployment', cluster.at('api'))
    cluster.clock.advance(2 * 60 * 60_000)
    expect(cluster.objects.list('Event', 'default')).toEqual([])
  })
})

describe('the other workloads', () => {
  test('a StatefulSet comes up in order, shrinks from the end and rolls from the last to the first', () => {
    cluster = startCluster()
    cluster.objects.create('StatefulSet', {
      metadata: cluster.at('db'),
      spec: {
        replicas: 3,
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        template: template('db'),
      },
    })
    cluster.clock.advance(500)
    expect(cluster.pods('db').map(({ metadata }) => metadata.name)).toEqual(['db-0'])
    cluster.clock.advance(5_000)
    expect(cluster.pods('db').map(({ metadata }) => metadata.name)).toEqual(['db-0', 'db-1', 'db-2'])
    cluster.objects.mutate('StatefulSet', cluster.at('db'), ({ spec }) => {
      spec.template = template('db', 'registry.example/db:2')
    })
    cluster.clock.advance(200)
    expect(
      cluster
        .pods('db')
        .filter((pod) => !isActive(pod))
        .map(({ metadata }) => metadata.name),
    ).toEqual(['db-2'])
    cluster.clock.advance(20_000)
    const status = cluster.objects.get('StatefulSet', cluster.at('db'))?.status
    expect(status).toMatchObject({ readyReplicas: 3, updatedReplicas: 3, currentReplicas: 3 })
    expect(status?.currentRevision).toBe(status?.updateRevision)
    expect(cluster.objects.list('ControllerRevision').map(({ revision }) => revision)).toEqual([1, 2])
    cluster.objects.mutate('StatefulSet', cluster.at('db'), ({ spec }) => {
      spec.replicas = 1
    })
    cluster.clock.advance(5_000)
    expect(cluster.pods('db').map(({ metadata }) => metadata.name)).toEqual(['db-0'])
  })

  test('a DaemonSet has a pod on every node, cordoned or not', () => {
    cluster = startCluster()
    cluster.objects.mutate('Node', { name: 'node-3' }, (node) => {
      node.spec = { ...node.spec, unschedulable: true }
    })
    cluster.objects.create('DaemonSet', {
      metadata: cluster.at('agent'),
      spec: { selector: { matchLabels: { app: 'agent' } }, template: template('agent') },
    })
    cluster.clock.advance(5_000)
    expect(cluster.pods('agent').map((pod) => pod.spec.nodeName)).toEqual(['node-1', 'node-2', 'node-3'])
    expect(cluster.objects.get('DaemonSet', cluster.at('agent'))?.status).toMatchObject({
      desiredNumberScheduled: 3,
      numberReady: 3,
    })
  })

  test('a Job succeeds, or fails once its back-off limit is reached', () => {
    cluster = startCluster()
    const run = (name: string, fault?: string) =>
      cluster.objects.create('Job', {
        metadata: cluster.at(name),
        spec: {
          backoffLimit: 1,
          template: {
            metadata: { labels: { app: name }, ...(fault ? { annotations: { [FAULT]: fault } } : {}) },
            spec: { ...template(name).spec, restartPolicy: 'Never' },
          },
        },
      })
    run('good')
    run('bad', 'crash')
    cluster.clock.advance(30_000)
    const status = (name: string) => cluster.objects.get('Job', cluster.at(name))?.status
    expect(status('good')).toMatchObject({ succeeded: 1, completionTime: expect.any(String) })
    expect(status('good')?.conditions?.map(({ type }) => type)).toEqual(['SuccessCriteriaMet', 'Complete'])
    expect(must(cluster.pods('good')[0]).status).toMatchObject({
      phase: 'Succeeded',
      containerStatuses: [{ state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
    })
    expect(status('bad')?.failed).toBe(2)
    expect(status('bad')?.conditions?.at(-1)).toMatchObject({
      type: 'Failed',
      reason: 'BackoffLimitExceeded',
    })
  })
})
