import { expect, test } from 'vitest'
import { podsOf } from '../../../src/bot/health/pod.ts'
import { whyWorkload } from '../../../src/bot/health/why-workload.ts'
import { workloadOf } from '../../../src/bot/workload.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

test('pods with the same reason are told together, by name', () => {
  const pods = [ready('a'), crashing('b'), crashing('c')]
  expect(why({ readyReplicas: 1, availableReplicas: 1 }, pods)).toEqual([
    '2 of 3 pods not ready (b, c): web keeps crashing (CrashLoopBackOff, 0 restarts)',
  ])
})

test('the pods that hold a late rollout back are said before its deadline', () => {
  const conditions = [
    { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'late' },
  ]
  const [first, second] = why({ conditions }, [ready('a'), ready('b'), crashing('c')])
  expect(second).toBe('the rollout exceeded its progress deadline: late')
  expect(first).toContain('1 of 3 pods not ready (c)')
})

test('a quota that refuses pods is said in the words of the cluster', () => {
  const conditions = [
    { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota: cpu' },
  ]
  expect(why({ conditions }, [ready('a')])).toEqual(['the cluster refuses its pods: exceeded quota: cpu'])
})

test('pods that are not there yet are counted', () => {
  expect(why({ replicas: 1 }, [ready('a')])).toEqual(['2 of 3 pods have not been created yet'])
})

test('a workload that runs all it wants has nothing to explain', () => {
  const healthy = { replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 }
  expect(why(healthy, [ready('a'), ready('b'), ready('c')])).toEqual([])
})

function why(status: object, pods: Parameters<typeof podsOf>[0]): readonly string[] {
  const workload = workloadOf({
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop', uid: 'u', generation: 1 },
    spec: { replicas: 3 },
    status: { observedGeneration: 1, updatedReplicas: 3, replicas: 3, ...status },
  })
  if (!workload) throw new Error('this is no workload')
  return whyWorkload(workload, podsOf(pods), now)
}

function ready(name: string) {
  return pod(name, { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] })
}

function crashing(name: string) {
  const state = { waiting: { reason: 'CrashLoopBackOff' } }
  return pod(name, { phase: 'Running', containerStatuses: [{ name: 'web', state }] })
}

function pod(name: string, status: object) {
  return { metadata: { name, uid: name }, spec: { containers: [{ name: 'web' }] }, status }
}
