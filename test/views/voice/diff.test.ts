import { expect, test } from 'vitest'
import { fence } from '../../../src/views/text.ts'
import { LIMITS } from '../../../src/views/sizes.ts'
import { diffText } from '../../../src/views/voice/diff.ts'

const account = {
  path: 'spec.template.spec.serviceAccountName',
  before: 'api',
  after: 'cluster-admin-sa',
}

function labels(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    path: `metadata.labels.label-${index}`,
    before: 'b'.repeat(60),
    after: 'a'.repeat(60),
  }))
}

test('another service account is the first line, however much stands around it', () => {
  const lines = diffText([...labels(40), account]).split('\n')
  expect(lines.slice(0, 3)).toEqual([`${account.path}:`, '  api', '  → cluster-admin-sa'])
})

test('what does not fit is counted, and a person is told what that means', () => {
  const text = diffText([...labels(40), account])
  const shown = text.match(/^metadata/gm)?.length ?? 0
  expect(text.split('\n').at(-1)).toBe(
    `${40 - shown} more changes are not shown: approve only if you know them.`,
  )
  expect(fence(text).mrkdwn.length).toBeLessThanOrEqual(LIMITS.section)
  expect(fence(text).mrkdwn.length).toBeGreaterThan(LIMITS.section - 300)
})

test('the space is counted as it is sent, with every < as four characters', () => {
  const hostile = labels(40).map((change) => ({ ...change, after: '<&>'.repeat(50) }))
  const text = diffText(hostile)
  expect(text).toContain('more changes are not shown')
  expect(fence(text).mrkdwn.length).toBeLessThanOrEqual(LIMITS.section)
})

test('41 small changes are all there', () => {
  const small = Array.from({ length: 41 }, (_, index) => ({ path: `spec.f${index}`, before: 1, after: 2 }))
  expect(diffText(small).split('\n')).toHaveLength(41)
})

test('a long value is cut around what differs', () => {
  const before = `${'x'.repeat(400)} --read-only ${'y'.repeat(400)}`
  const after = `${'x'.repeat(400)} --cluster-admin ${'y'.repeat(400)}`
  const text = diffText([{ path: 'spec.args[0]', before, after }])
  expect(text).toMatch(/^ {2}…x+ --read-only y+… \(\d+ more characters\)$/m)
  expect(text).toMatch(/^ {2}→ …x+ --cluster-admin y+… \(\d+ more characters\)$/m)
})

test('a long value that differs at its very end shows the end', () => {
  const same = 'x'.repeat(600)
  expect(diffText([{ path: 'a', before: `${same}1`, after: `${same}2` }])).toMatch(/^ {2}…x+1\n {2}→ …x+2$/m)
})

test('a big container that is added is told field by field, what it may do first', () => {
  const after = {
    name: 'side',
    env: Array.from({ length: 30 }, (_, index) => ({ name: `V${index}`, value: 'v'.repeat(20) })),
    securityContext: { privileged: true },
  }
  const text = diffText([{ path: 'spec.containers[side]', after }])
  expect(text.split('\n')[0]).toContain('spec.containers[side].securityContext')
  expect(text.split('\n').slice(0, 3).join(' ')).toContain('"privileged":true')
  expect(text).toContain('spec.containers[side].env[V0]')
})
