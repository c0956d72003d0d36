import { expect, test } from 'vitest'
import { withinLimits } from '../../src/core/limits.ts'
import { Policy } from '../../src/core/policy.ts'

const policy = Policy.parse({
  teams: ['T01TEST'],
  people: [],
  grants: [],
  channels: {},
  roles: {
    free: {},
    small: { limits: { maxReplicas: 5, maxStep: 2 } },
    taller: { extends: 'small', limits: { maxReplicas: 20 } },
  },
})

test.for<[roles: string[], from: number, to: number, said: string | undefined]>([
  [['small'], 4, 5, undefined],
  [['small'], 5, 6, 'Your role may scale to 5 replicas at most, not to 6.'],
  [['small'], 4, 1, 'Your role may change 2 replicas at once at most, not 3.'],
  [['small'], 9, 5, 'Your role may change 2 replicas at once at most, not 4.'],
  [['taller'], 5, 7, undefined],
  [['taller'], 5, 8, 'Your role may change 2 replicas at once at most, not 3.'],
  [['small', 'taller'], 5, 7, undefined],
  [['small', 'taller'], 19, 21, 'Your role may scale to 5 replicas at most, not to 21.'],
  [['small', 'free'], 1, 500, undefined],
  [[], 1, 2, 'No role allows this number of replicas.'],
])('with %j, from %i to %i: %s', ([roles, from, to, said]) => {
  expect(withinLimits(policy, roles, { from, to })?.message).toBe(said)
})

test('what changes no replicas has no limit', () => {
  expect(withinLimits(policy, ['small'], null)).toBeUndefined()
})
