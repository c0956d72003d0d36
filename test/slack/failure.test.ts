import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { expect, test } from 'vitest'
import { failureText, slackFailure } from '../../src/slack/failure.ts'

const platform = (error: string) => new WebAPIPlatformError({ ok: false, error })
const http = (status: number) => new WebAPIHTTPError(status, 'x', {})
const request = (code: string) => {
  const cause = Object.assign(new Error(code), { code })
  return new WebAPIRequestError(new TypeError('fetch failed', { cause }))
}

test.each([
  [new WebAPIRateLimitedError(7), 'limited'],
  [platform('ratelimited'), 'limited'],
  [http(429), 'limited'],
  [platform('channel_not_found'), 'rejected'],
  [http(403), 'rejected'],
  [request('ECONNREFUSED'), 'unsent'],
  [request('ENOTFOUND'), 'unsent'],
  [request('ECONNRESET'), 'ambiguous'],
  [request('UND_ERR_SOCKET'), 'ambiguous'],
  [platform('internal_error'), 'ambiguous'],
  [http(503), 'ambiguous'],
  [new Error('anything else'), 'ambiguous'],
  ['no error at all', 'ambiguous'],
])('%s is %s', (error, kind) => {
  expect(slackFailure(error).kind).toBe(kind)
})

test('the wait is in milliseconds', () => {
  expect(slackFailure(new WebAPIRateLimitedError(7))).toEqual({ kind: 'limited', waitMs: 7_000 })
})

test('an error page does not flood the log', () => {
  expect(failureText(slackFailure(platform(`<html>${'x'.repeat(9_000)}`))).length).toBeLessThanOrEqual(200)
})
