import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/config.ts'
import { printSources } from '../../src/config/print.ts'
import { redact } from '../../src/core/redact.ts'

const loaded = loadConfig({
  argv: ['--http.port=5'],
  env: { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 'abc' },
  readFile: () => 'http: { port: 3 }\nslack: { botToken: xoxb-file }\n',
})
if (!loaded.ok) throw new Error(loaded.failure.join('\n'))
const { sources } = loaded.value

test('a part of the settings is asked for by its heading', () => {
  expect(printSources(sources, 'http')).toEqual([
    'http.host (default) = 0.0.0.0',
    'http.port (command line --http.port) = 5; shadowed: file = 3, default = 8080',
  ])
  expect(printSources(sources, 'htt')).toEqual([])
})

test('the redactor, which masks what follows a token, leaves every line as it is', () => {
  const text = printSources(sources).join('\n')
  expect(text).toContain('slack.botToken (environment SLACK_BOT_TOKEN) = (secret); shadowed: file = (secret)')
  expect(text).toContain('slack.signingSecret (environment SLACK_SIGNING_SECRET) = (secret)')
  expect(redact(text)).toBe(text)
})
