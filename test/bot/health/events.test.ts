import { expect, test } from 'vitest'
import { groupEvents, worstFirst } from '../../../src/bot/health/events.ts'

test('the same reason of the same object is counted together, with the last words', () => {
  const groups = groupEvents([
    event('a', { count: 3, lastTimestamp: '2026-11-22T11:00:00Z', message: 'first' }),
    event('b', { count: 2, lastTimestamp: '2026-11-22T11:30:00Z', message: 'last\n  words' }),
  ])
  expect(groups).toEqual([
    {
      type: 'Warning',
      reason: 'BackOff',
      object: 'pod/api-1',
      namespace: 'shop',
      count: 5,
      last: Date.parse('2026-11-22T11:30:00Z'),
      message: 'last words',
    },
  ])
})

test('events of the new kind tell their time and count in other fields', () => {
  const series = { count: 7, lastObservedTime: '2026-11-22T11:45:00.000000Z' }
  const [group] = groupEvents([event('a', { eventTime: '2026-11-22T10:00:00.000000Z', count: null, series })])
  expect(group).toMatchObject({ count: 7, last: Date.parse('2026-11-22T11:45:00Z') })
})

test('an event without any time is as old as its object', () => {
  const [group] = groupEvents([event('a', {})])
  expect(group?.last).toBe(Date.parse('2026-11-22T09:00:00Z'))
})

test('groups come newest last, and for trouble warnings first, then the newest', () => {
  const groups = groupEvents([
    event('a', { reason: 'New', lastTimestamp: '2026-11-22T11:30:00Z', type: 'Normal' }),
    event('b', { reason: 'Old', lastTimestamp: '2026-11-22T11:00:00Z' }),
    event('c', { reason: 'Middle', lastTimestamp: '2026-11-22T11:10:00Z' }),
  ])
  expect(groups.map(({ reason }) => reason)).toEqual(['Old', 'Middle', 'New'])
  expect(worstFirst(groups).map(({ reason }) => reason)).toEqual(['Middle', 'Old', 'New'])
})

function event(name: string, more: object) {
  return {
    metadata: { name, uid: name, namespace: 'shop', creationTimestamp: '2026-11-22T09:00:00Z' },
    involvedObject: { kind: 'Pod', name: 'api-1', namespace: 'shop' },
    type: 'Warning',
    reason: 'BackOff',
    message: 'back-off',
    ...more,
  }
}
