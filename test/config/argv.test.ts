import { expect, test } from 'vitest'
import { argvLayer } from '../../src/config/argv.ts'
import { Config } from '../../src/config/schema.ts'
import { leaves, shapeOf } from '../../src/config/shape.ts'
import { usage, wantsUsage } from '../../src/config/usage.ts'

const known = new Map(leaves(shapeOf(Config)))

test.for([
  ['--conifg=a.yaml', '--conifg: there is no setting conifg. Did you mean config?'],
  ['--polcy=a.yaml', '--polcy: there is no setting polcy. Did you mean policyFile?'],
  ['--prot=3', '--prot: there is no setting prot. Did you mean slack.port or http.port?'],
  ['--xylophone=3', '--xylophone: there is no setting xylophone.'],
  ['--undoFor', '--undoFor needs a value: --undoFor=…'],
  ['get', 'get: is no option. Options look like --key=value'],
])('%s is answered: %s', ([option = '', said]) => {
  expect(argvLayer([option], known).problems).toEqual([said])
})

test('a word becomes what its setting is', () => {
  const { settings } = argvLayer(['--http.port=5', '--undoFor', '5', '--set', 'command=/a=b'], known)
  expect(settings.map(({ key, value, at }) => [key, value, at([])])).toEqual([
    ['http.port', 5, 'command line --http.port'],
    ['undoFor', '5', 'command line --undoFor'],
    ['command', '/a=b', 'command line --set command'],
  ])
})

test('the usage names every setting, its variable and its default, and offers no option for a secret', () => {
  expect(['--help', '-h', '--http.port=3'].map((option) => wantsUsage([option]))).toEqual([true, true, false])
  const text = usage('npm start --')
  expect(text).toMatch(/^Usage: npm start -- \[--config FILE\]/)
  expect(text).toMatch(/--http\.port=… +ROUNDSMAN_HTTP_PORT +8080\n/)
  expect(text).toMatch(/\(not here\) +SLACK_BOT_TOKEN\n/)
  expect(text).not.toContain('--slack.botToken')
  for (const key of known.keys()) if (!key.startsWith('slack.')) expect(text).toContain(`--${key}=…`)
})
