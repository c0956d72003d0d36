import { expect, test } from 'vitest'
import { podOf } from '../../../src/bot/health/pod.ts'
import { whyPod } from '../../../src/bot/health/why-pod.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

test('an image that cannot be pulled is named', () => {
  const waiting = { reason: 'ImagePullBackOff', message: 'not found' }
  expect(why({ state: { waiting } })).toEqual([
    'web is waiting: ImagePullBackOff: image registry.example/x:missing: not found',
  ])
})

test('of a layered message only the cause is said, and the image once', () => {
  const message =
    'Back-off pulling image "registry.example/x:missing": ErrImagePull: rpc error: code = NotFound desc = registry.example/x:missing: not found'
  expect(why({ state: { waiting: { reason: 'ImagePullBackOff', message } } })).toEqual([
    'web is waiting: ImagePullBackOff: image registry.example/x:missing: not found',
  ])
})

test('a pull that is only put off names the image', () => {
  const message = 'Back-off pulling image "registry.example/x:missing"'
  expect(why({ state: { waiting: { reason: 'ImagePullBackOff', message } } })).toEqual([
    'web is waiting: ImagePullBackOff: image registry.example/x:missing cannot be pulled',
  ])
})

test('a container that ran out of memory says its last exit and its limit', () => {
  const lastState = { terminated: { exitCode: 137, reason: 'OOMKilled' } }
  const state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting' } }
  expect(why({ restartCount: 7, state, lastState })).toEqual([
    'web keeps crashing (CrashLoopBackOff, 7 restarts): last exit 137 OOMKilled, memory limit 64Mi',
  ])
})

test('a running container that is not ready names the probe that does not pass', () => {
  expect(why({ state: { running: { startedAt: '2026-11-22T11:57:00Z' } } })).toEqual([
    'web runs for 3m but is not ready: its readiness probe (GET :8080/healthz) does not pass',
  ])
})

test('a missing secret is in the words of the kubelet', () => {
  const waiting = { reason: 'CreateContainerConfigError', message: 'secret "db" not found' }
  expect(why({ state: { waiting } })).toEqual([
    'web is waiting: CreateContainerConfigError: secret "db" not found',
  ])
})

test('a pod without a node repeats what the scheduler says', () => {
  const message = '0/3 nodes are available: 3 Insufficient cpu.'
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }]
  expect(whyPod(pod({ phase: 'Pending', conditions }), now)).toEqual([`no node takes it: ${message}`])
})

test('an init container that fails stands for the containers that wait for it', () => {
  const status = {
    phase: 'Pending',
    initContainerStatuses: [{ name: 'migrate', state: { terminated: { exitCode: 1, reason: 'Error' } } }],
    containerStatuses: [{ name: 'web', state: { waiting: { reason: 'PodInitializing' } } }],
  }
  expect(whyPod(pod(status), now)).toEqual(['init container migrate has ended: exit 1'])
})

test('an evicted pod says why', () => {
  const status = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' }
  expect(whyPod(pod(status), now)).toEqual(['the pod failed: Evicted: The node was low on resource: memory.'])
})

test('a ready pod and a completed pod have nothing to explain', () => {
  expect(whyPod(pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }), now)).toEqual([])
  expect(whyPod(pod({ phase: 'Succeeded' }), now)).toEqual([])
})

test('a pod without any status says since when it is pending', () => {
  expect(whyPod(pod({ phase: 'Pending' }), now)).toEqual(['it is Pending since 10m and not ready yet'])
})

function why(containerStatus: object): readonly string[] {
  return whyPod(pod({ phase: 'Running', containerStatuses: [{ name: 'web', ...containerStatus }] }), now)
}

function pod(status: object) {
  const web = {
    name: 'web',
    image: 'registry.example/x:missing',
    resources: { limits: { memory: '64Mi' } },
    readinessProbe: { httpGet: { port: 8080, path: '/healthz' } },
  }
  const found = podOf({
    metadata: { name: 'api-1', namespace: 'shop', uid: 'u1', creationTimestamp: '2026-11-22T11:50:00Z' },
    spec: { containers: [web], initContainers: [{ name: 'migrate' }] },
    status,
  })
  if (!found) throw new Error('this is no pod')
  return found
}
