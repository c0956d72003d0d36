import { expect, test } from 'vitest'
import { whyNoLocalSlack } from '../../src/demo/local-slack.ts'

test('says on which machines the demo runs, and what to do elsewhere', () => {
  expect(whyNoLocalSlack({ platform: 'darwin', arch: 'arm64', installed: false })).toMatch(
    /Linux x64 only, and this is darwin arm64: run the demo in a Linux x64 container/,
  )
  expect(whyNoLocalSlack({ platform: 'linux', arch: 'arm64', installed: false })).toContain('linux arm64')
})

test('says what is missing on the right machine', () => {
  expect(whyNoLocalSlack({ platform: 'linux', arch: 'x64', installed: false })).toContain('npm ci')
  expect(whyNoLocalSlack({ platform: 'linux', arch: 'x64', installed: true })).toBeUndefined()
})
