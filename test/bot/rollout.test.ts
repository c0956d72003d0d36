import { expect, test } from 'vitest'
import { rolloutProgress } from '../../src/bot/rollout.ts'
import { workloadOf } from '../../src/bot/workload.ts'

const wrote = Date.parse('2026-11-22T14:00:00.500Z')

interface Look {
  /** When the controller called the rollout late; null: it did not. */
  readonly late: string | null
  readonly updated?: number
  readonly available?: number
  readonly observed?: number
}

const looks: [what: string, look: Look, since: number | undefined, kind: string][] = [
  ['all is there', { late: null }, wrote, 'done'],
  ['all is there, though it came late once', { late: '13:00:00' }, undefined, 'done'],
  ['all is there, though it came late this time', { late: '14:10:00' }, wrote, 'done'],
  ['the cure is on its way, late was the illness', { late: '13:00:00', updated: 1 }, wrote, 'progressing'],
  [
    'the cure is on its way, in the second it was called late',
    { late: '14:00:00', available: 0 },
    wrote,
    'progressing',
  ],
  ['the cure was late too', { late: '14:10:00', available: 1 }, wrote, 'failed'],
  ['late, and nobody wrote just now', { late: '13:00:00', available: 1 }, undefined, 'failed'],
  ['not looked at yet', { late: '13:00:00', observed: 1 }, wrote, 'progressing'],
]

test.each(looks)('%s', (_, look, since, kind) => {
  expect(rolloutProgress(deployment(look), since).kind).toBe(kind)
})

test('a condition that does not say since when counts', () => {
  const { status, ...rest } = deployment({ late: '13:00:00', available: 1 })
  const conditions = status.conditions.map(({ type, reason, message, status }) => ({
    type,
    reason,
    message,
    status,
  }))
  expect(rolloutProgress({ ...rest, status: { ...status, conditions } }, wrote)).toEqual({
    kind: 'failed',
    text: 'the rollout exceeded its progress deadline: has timed out progressing.',
  })
})

function deployment({ late, updated = 2, available = 2, observed = 2 }: Look) {
  const found = workloadOf({
    kind: 'Deployment',
    metadata: { name: 'web', uid: 'u', generation: 2 },
    spec: { replicas: 2 },
    status: {
      observedGeneration: observed,
      replicas: 2,
      updatedReplicas: updated,
      availableReplicas: available,
      conditions:
        late === null
          ? []
          : [
              {
                type: 'Progressing',
                status: 'False',
                reason: 'ProgressDeadlineExceeded',
                message: 'has timed out progressing.',
                lastUpdateTime: `2026-11-22T${late}Z`,
              },
            ],
    },
  })
  if (!found) throw new Error('no workload')
  return found
}
