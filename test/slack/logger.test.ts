import { expect, test } from 'vitest'
import { slackLogger } from '../../src/slack/logger.ts'
import { createLog } from './bench.ts'

test('what the SDKs say is one line without secrets, and their debug lines are nothing', () => {
  const { log, logged } = createLog()
  const logger = slackLogger(log)
  logger.debug({ token: 'xoxb-1', text: 'what somebody typed' })
  logger.error('failed with', new Error('token xoxb-12-ab and https://hooks.slack.com/commands/T1/2/3'))
  expect(logged).toEqual([
    {
      level: 'error',
      fields: { component: 'slack' },
      message: 'failed with token [redacted] and [redacted]',
    },
  ])
})

test('nobody can turn debug lines on', () => {
  const logger = slackLogger(createLog().log)
  logger.setLevel(logger.getLevel())
  expect(logger.getLevel()).toBe('info')
})
