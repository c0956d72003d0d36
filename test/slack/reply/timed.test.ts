import { expect, test } from 'vitest'
import { plain } from '../../../src/slack/said.ts'
import { timed } from '../../../src/slack/reply/timed.ts'
import { createMeter } from '../bench.ts'

test('the wait ends with the first answer that is there', async () => {
  let now = 1_000
  const waits: number[] = []
  const meter = { ...createMeter().meter, answered: (milliseconds: number) => void waits.push(milliseconds) }
  const slow = async (): Promise<void> => {
    now += 40
  }
  const reply = timed({ answer: slow, replace: slow }, { now: () => now }, meter)
  await reply.answer(plain('working'))
  await reply.replace(plain('done'))
  expect(waits).toEqual([40])
})
