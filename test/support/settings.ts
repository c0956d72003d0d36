import { loadConfig } from '../../src/config/config.ts'
import { printSources } from '../../src/config/print.ts'

const loaded = loadConfig({
  argv: [],
  env: { SLACK_BOT_TOKEN: 'xoxb-from-the-environment', SLACK_APP_TOKEN: 'xapp-from-the-environment' },
  readFile: () => 'undoFor: 45m\nslack: { botToken: xoxb-from-the-file }\n',
})
if (!loaded.ok) throw new Error(loaded.failure.join('\n'))
const { sources } = loaded.value

/** What the bot says of its settings when it was started with two tokens and a short file. */
export const sampleSettings = (key: string | undefined): readonly string[] => printSources(sources, key)
