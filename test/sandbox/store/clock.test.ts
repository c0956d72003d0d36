import { expect, test } from 'vitest'
import { manualClock } from '../../../src/sandbox/store/clock.ts'

test('timers run in order, each at its own moment, also those set on the way', () => {
  const clock = manualClock(0)
  const ran: string[] = []
  clock.after(20, () => ran.push(`b ${clock.now()}`))
  clock.after(10, () => {
    ran.push(`a ${clock.now()}`)
    clock.after(5, () => ran.push(`a2 ${clock.now()}`))
  })
  const cancel = clock.after(15, () => ran.push('never'))
  cancel()
  clock.advance(100)
  expect(ran).toEqual(['a 10', 'a2 15', 'b 20'])
  expect(clock.now()).toBe(100)
})
