import { expect, test } from 'vitest'
import { openPlace, sealPlace } from '../../../src/slack/doors/sealed-place.ts'

const place = { channel: 'COPS', thread: '1.1', direct: false }
const sealed = sealPlace('key', { user: 'UALICE', place }, 'REQ-1')

test('what was sealed is opened for the same person', () => {
  expect(openPlace('key', 'UALICE', sealed)).toEqual({ place, metadata: 'REQ-1' })
})

test.each([
  ['another person', 'key', 'UBOB', sealed],
  ['another key', 'other', 'UALICE', sealed],
  ['another channel', 'key', 'UALICE', sealed.replace('COPS', 'CPROD')],
  ['another thread', 'key', 'UALICE', sealed.replace('1.1', '2.2')],
  ['other metadata', 'key', 'UALICE', sealed.replace('REQ-1', 'REQ-2')],
  ['a claim to be direct', 'key', 'UALICE', sealed.replace('false', 'true')],
  ['no seal', 'key', 'UALICE', JSON.stringify({ place, metadata: 'REQ-1' })],
  ['no JSON', 'key', 'UALICE', 'REQ-1'],
  ['nothing', 'key', 'UALICE', ''],
])('%s opens nothing', (_, key, user, text) => {
  expect(openPlace(key, user, text)).toBeUndefined()
})
