import { expect, test } from 'vitest'
import { portOf } from '../../src/demo/port.ts'

test.each([
  [[], 3900],
  [['--port', '3950'], 3950],
  [['--port=1'], 1],
])('%j means port %i', (args, port) => {
  expect(portOf(args)).toEqual({ ok: true, value: port })
})

test.each(['0', '65536', 'abc', '', '-1', '39.5', '1e3'])('%j is no port', (text) => {
  expect(portOf([`--port=${text}`])).toEqual({
    ok: false,
    failure: `--port needs a number from 1 to 65535, not ${JSON.stringify(text)}.`,
  })
})

test('an unknown option is answered with the usage', () => {
  expect(portOf(['--prot', '3900'])).toMatchObject({ ok: false })
  const answer = portOf(['3900'])
  expect(answer.ok ? '' : answer.failure).toContain('npm run demo -- --port 3900')
})
