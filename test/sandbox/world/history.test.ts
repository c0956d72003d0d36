import { expect, test } from 'vitest'
import { manualClock } from '../../../src/sandbox/store/clock.ts'
import { historyClock } from '../../../src/sandbox/world/history.ts'

test('a clock with a past runs what fell due there, and hands the rest to the present', () => {
  const present = manualClock(1_000_000)
  const clock = historyClock(present, 10_000)
  const log: [string, number][] = []
  const note = (name: string) => () => void log.push([name, clock.now()])
  expect(clock.now()).toBe(990_000)
  clock.after(4_000, note('past'))
  clock.after(13_000, note('future'))
  clock.after(14_000, note('never'))()
  clock.advance(5_000)
  expect(clock.now()).toBe(995_000)
  clock.catchUp()
  clock.after(1_000, note('soon'))
  present.advance(60_000)
  expect(log).toEqual([
    ['past', 994_000],
    ['soon', 1_001_000],
    ['future', 1_003_000],
  ])
})
