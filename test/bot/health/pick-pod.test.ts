import { expect, test } from 'vitest'
import { pickPod } from '../../../src/bot/health/pick-pod.ts'
import { podsOf } from '../../../src/bot/health/pod.ts'

test('the newest pod that is not ready is meant first', () => {
  const picked = pick(pod('old-bad', 1, 'False'), pod('bad', 2, 'False'), pod('good', 3, 'True'))
  expect(picked).toEqual(['bad', '1 of 3, the newest that is not ready'])
})

test('when all are well, the newest', () => {
  expect(pick(pod('a', 1, 'True'), pod('b', 2, 'True'))).toEqual(['b', '1 of 2, the newest'])
})

test('a completed pod is taken only when there is no other', () => {
  expect(pick(pod('done', 3, 'False', 'Succeeded'), pod('b', 2, 'True'))?.[0]).toBe('b')
  expect(pick(pod('done', 3, 'False', 'Succeeded'))).toEqual(['done', ''])
  expect(pick()).toBeUndefined()
})

function pick(...pods: Parameters<typeof podsOf>[0]) {
  const picked = pickPod(podsOf(pods))
  return picked && [picked.pod.metadata.name, picked.choice]
}

function pod(name: string, hour: number, ready: 'True' | 'False', phase = 'Running') {
  return {
    metadata: { name, uid: name, creationTimestamp: `2026-11-22T0${hour}:00:00Z` },
    spec: {},
    status: { phase, conditions: [{ type: 'Ready', status: ready }] },
  }
}
