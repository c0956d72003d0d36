import { expect, test } from 'vitest'
import { manualClock } from '../../../src/sandbox/store/clock.ts'
import { createLogbook } from '../../../src/sandbox/store/logbook.ts'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', uid: 'u1', resourceVersion: '1', creationTimestamp: '' },
}
const texts = (lines: readonly { text: string }[] | undefined) => lines?.map(({ text }) => text)

test('a new run makes the present lines the previous ones and ends whoever follows', () => {
  const book = createLogbook({ clock: manualClock() })
  expect(book.lines('u1', 'app', false)).toBeUndefined()
  book.rotate(pod, 'app')
  expect(book.lines('u1', 'app', false)).toEqual([])
  const heard: string[] = []
  book.follow(
    'u1',
    'app',
    ({ text }) => heard.push(text),
    () => heard.push('end'),
  )
  book.append(pod, 'app', 'one')
  book.rotate(pod, 'app')
  book.append(pod, 'app', 'two')
  expect(heard).toEqual(['one', 'end'])
  expect(texts(book.lines('u1', 'app', true))).toEqual(['one'])
  expect(texts(book.lines('u1', 'app', false))).toEqual(['two'])
  book.forget('u1')
  expect(book.lines('u1', 'app', false)).toBeUndefined()
})

test('a chatty container loses its oldest lines', () => {
  const book = createLogbook({ clock: manualClock() })
  for (let line = 0; line < 2500; line += 1) book.append(pod, 'app', String(line))
  const lines = texts(book.lines('u1', 'app', false))
  expect(lines).toHaveLength(2000)
  expect(lines?.at(-1)).toBe('2499')
})
