import { expect, test } from 'vitest'
import { notReadyRows } from '../../../src/bot/health/rows.ts'

test('a pod counts when not all of its containers are ready, unless it has completed', () => {
  expect(
    unready(
      ['Name', 'Ready', 'Status'],
      [
        ['a', '1/1', 'Running'],
        ['b', '0/1', 'Pending'],
        ['c', '0/1', 'Completed'],
      ],
    ),
  ).toBe(1)
})

test('a daemon set counts when fewer are ready than desired', () => {
  expect(
    unready(
      ['Name', 'Desired', 'Ready'],
      [
        ['a', '3', '3'],
        ['b', '3', '2'],
      ],
    ),
  ).toBe(1)
})

test('a cordoned node that is ready is ready', () => {
  expect(
    unready(
      ['Name', 'Status'],
      [
        ['a', 'Ready,SchedulingDisabled'],
        ['b', 'NotReady'],
      ],
    ),
  ).toBe(1)
})

test('kinds that say nothing of readiness are not judged', () => {
  expect(unready(['Name', 'Data', 'Age'], [['a', '2', '5m']])).toBeNull()
  expect(unready(['Name', 'Status', 'Age'], [['a', 'Active', '5m']])).toBeNull()
})

function unready(names: readonly string[], rows: readonly (readonly string[])[]): number | null {
  return notReadyRows({
    columns: names.map((name) => ({ name, priority: 0 })),
    rows: rows.map((cells) => ({ cells, name: cells[0] ?? '', namespace: null })),
    remaining: null,
  })
}
