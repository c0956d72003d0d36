import { expect, test } from 'vitest'
import { createLog } from '../../src/http/log.ts'

const token = `xoxb-${'1234567890'.repeat(2)}-AbCdEfGhIjKl`

test('a line is JSON with its level, time and fields', () => {
  const { lines, log } = capture('debug')
  log.warn({ requestId: 'c-8F2A', tries: 3 }, 'Slack is slow')
  expect(lines()).toMatchObject([{ level: 'warn', requestId: 'c-8F2A', tries: 3, msg: 'Slack is slow' }])
  expect(lines()[0]).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/))
})

test('what is below the level is not written', () => {
  const { lines, log } = capture('warn')
  log.debug({}, 'a')
  log.info({}, 'b')
  log.error({}, 'c')
  expect(lines()).toMatchObject([{ msg: 'c' }])
})

test('secrets are masked in messages, in fields by key and by shape, and in errors and their causes', () => {
  const { text, log } = capture('info')
  const error = new Error(`refused ${token}`, { cause: new Error(`deeper ${token}`) })
  log.info(
    { botToken: 'short-one', signingSecret: 'sesame', nested: { list: [token] }, error },
    `as ${token}`,
  )
  expect(text()).not.toContain(token)
  expect(text()).not.toContain('short-one')
  expect(text()).not.toContain('sesame')
  expect(text()).toContain('refused')
  expect(text()).toContain('deeper')
})

test('an error says its message once, and its cause has its own', () => {
  const { lines, text, log } = capture('info')
  log.error({ err: new TypeError('the sentence', { cause: new Error('the reason') }) }, 'not started')
  expect(lines()).toMatchObject([
    { err: { name: 'TypeError', message: 'the sentence', cause: { name: 'Error', message: 'the reason' } } },
  ])
  expect(lines()[0]).toHaveProperty('err.stack', expect.stringMatching(/^at .*log\.test\.ts/))
  expect(text().match(/the sentence/g)).toHaveLength(1)
  expect(text().match(/the reason/g)).toHaveLength(1)
  expect(text()).not.toContain('Object')
})

test('fields that are no plain data do not break the line', () => {
  const { lines, log } = capture('info')
  const circle: Record<string, unknown> = { size: 5n, when: new Date(0), none: undefined, far: Infinity }
  circle['self'] = circle
  circle['map'] = new Map([['a', new Set([1])]])
  circle['run'] = () => 1
  circle['bytes'] = new Uint8Array(3)
  log.info({ circle }, 'odd')
  expect(lines()).toMatchObject([
    {
      circle: {
        size: '5',
        when: '1970-01-01T00:00:00.000Z',
        far: 'Infinity',
        self: '(circular)',
        map: { a: [1] },
        bytes: '(3 bytes)',
      },
    },
  ])
  expect(Object.keys(Object(lines()[0]).circle)).not.toContain('run')
})

test('depth has an end', () => {
  const { text, log } = capture('info')
  log.info(
    Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), {}),
    'deep',
  )
  expect(text()).toContain('(too deep)')
})

function capture(level: 'debug' | 'info' | 'warn') {
  const written: string[] = []
  const log = createLog({ level, destination: { write: (line) => void written.push(line) } })
  return {
    log,
    text: () => written.join(''),
    lines: (): readonly unknown[] => written.map((line): unknown => JSON.parse(line)),
  }
}
