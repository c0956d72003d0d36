import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/config.ts'
import { printSources } from '../../src/config/print.ts'

const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }

test('two tokens are enough to begin with', () => {
  expect(config({ env: tokens })).toEqual({
    slack: { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1', port: 3000 },
    command: '/k8s',
    clusters: [],
    policyFile: 'policy.yaml',
    store: { file: 'roundsman.db' },
    http: { host: '0.0.0.0', port: 8080 },
    log: { level: 'info' },
    limits: { outboxPace: 1_000, command: 30_000, shutdown: 20_000, keep: 604_800_000 },
    undoFor: 1_800_000,
  })
})

test('the command line goes before the environment, that before the file, and that before the defaults', () => {
  const file = 'http: { port: 3 }\nlog: { level: warn }\nundoFor: 1h\ncommand: /kube\n'
  const env = { ...tokens, ROUNDSMAN_HTTP_PORT: '4', ROUNDSMAN_LOG_LEVEL: 'error' }
  const argv = ['--http.port=5']
  expect(config({ argv, env, files: { 'roundsman.yaml': file } })).toMatchObject({
    http: { port: 5, host: '0.0.0.0' },
    log: { level: 'error' },
    undoFor: 3_600_000,
    command: '/kube',
  })
  expect(sources({ argv, env, files: { 'roundsman.yaml': file } }, 'http')).toEqual([
    'http.host (default) = 0.0.0.0',
    'http.port (command line --http.port) = 5; shadowed: environment = 4, file = 3, default = 8080',
  ])
  expect(sources({ env, files: { 'roundsman.yaml': file } }, 'http.port')).toEqual([
    'http.port (environment ROUNDSMAN_HTTP_PORT) = 4; shadowed: file = 3, default = 8080',
  ])
  expect(sources({ env, files: { 'roundsman.yaml': file } }, 'undoFor')).toEqual([
    'undoFor (roundsman.yaml:3:1) = 1h; shadowed: default = 30m',
  ])
})

test.for([
  [['--log.level', 'debug']],
  [['--log.level=debug']],
  [['--set', 'log.level=debug']],
  [['--set=log.level=debug']],
  [['--config', 'other.yaml']],
  [['--config=other.yaml']],
])('options may be written as %j', ([argv]) => {
  const files = { 'other.yaml': 'log: { level: debug }' }
  expect(config({ argv: argv ?? [], env: tokens, files })).toMatchObject({ log: { level: 'debug' } })
})

test('the file may be named in the environment', () => {
  const env = { ...tokens, ROUNDSMAN_CONFIG: 'other.yaml' }
  expect(config({ env, files: { 'other.yaml': 'undoFor: 5m' } })).toMatchObject({ undoFor: 300_000 })
  expect(mistakes({ env })).toEqual(['other.yaml: there is no such file'])
})

test('lists may come from anywhere', () => {
  const clusters = [{ name: 'prod', inCluster: true }]
  const env = { ...tokens, ROUNDSMAN_CLUSTERS: JSON.stringify(clusters) }
  expect(config({ env })).toMatchObject({ clusters })
  expect(config({ env: tokens, argv: ['--clusters=[{ name: prod, inCluster: true }]'] })).toMatchObject({
    clusters,
  })
})

test('a setting that nobody set is told apart from one that does not exist', () => {
  expect(sources({ env: tokens }, 'slack.apiUrl')).toEqual(['slack.apiUrl (not set) = (nothing)'])
  expect(sources({ env: tokens }, 'http.prot')).toEqual([])
})

test('secrets are never shown, whatever layer they are in and however wrong they are', () => {
  const files = { 'roundsman.yaml': 'slack: { botToken: xoxb-file }' }
  expect(sources({ env: tokens, files }, 'slack.botToken')).toEqual([
    'slack.botToken (environment SLACK_BOT_TOKEN) = (secret); shadowed: file = (secret)',
  ])
  const wrong = `xoxp-${'s'.repeat(80)}`
  const said = mistakes({ env: { SLACK_BOT_TOKEN: wrong, SLACK_APP_TOKEN: 'xapp-1' } })
  expect(said).toEqual([
    'environment SLACK_BOT_TOKEN: slack.botToken: "(secret)" is not a bot token: it begins with xoxb-',
  ])
})

test.for(['--slack.botToken=xoxb-9', '--set=slack.botToken=xoxb-9'])(
  '%s is refused with the reason',
  (option) => {
    const said = mistakes({ argv: [option], env: tokens }).join('\n')
    expect(said).toContain('every process of the machine can read it. Set SLACK_BOT_TOKEN in the environment')
    expect(said).not.toContain('xoxb-9')
  },
)

test('each mode asks for what it needs', () => {
  expect(mistakes({ env: { SLACK_BOT_TOKEN: 'xoxb-1' } })).toEqual([
    'slack.appToken: is missing, and mode socket needs it. Set SLACK_APP_TOKEN, or slack.appToken in the file',
  ])
  expect(mistakes({ env: tokens, argv: ['--slack.mode=http'] })).toEqual([
    'slack.signingSecret: is missing, and mode http needs it. Set SLACK_SIGNING_SECRET, or slack.signingSecret in the file',
  ])
})

test('all mistakes are said at once, each with its place and what was meant', () => {
  const files = {
    'roundsman.yaml': [
      'htpt: { port: 3 }',
      'slack:',
      '  mode: htp',
      '  prot: 3',
      'clusters:',
      '  - { name: a, inCluster: true }',
      '  - { name: A }',
      'store: 5',
    ].join('\n'),
  }
  const env = {
    SLACK_APP_TOKEN: 'xapp-1',
    ROUNDSMAN_LOG_LEVL: 'x',
    ROUNDSMAN_SLACK_PORT: 'abc',
    ROUNDSMAN_UNDO_FOR: '5',
  }
  const argv = ['--htp.port=4', 'stray', '--set', 'foo', '--http.port=70000', '--config']
  expect(mistakes({ files, env, argv })).toEqual([
    '--htp.port: there is no setting htp.port. Did you mean http.port?',
    'stray: is no option. Options look like --key=value',
    '--set needs key=value',
    '--config needs the name of a file',
    'environment ROUNDSMAN_LOG_LEVL: there is no such setting. Did you mean ROUNDSMAN_LOG_LEVEL?',
    'roundsman.yaml:1:1: htpt: is not a known key. Did you mean http?',
    'roundsman.yaml:4:3: slack.prot: is not a known key. Did you mean port?',
    'roundsman.yaml:8:1: store: must be a mapping of settings',
    'roundsman.yaml:3:3: slack.mode: "htp" is not one of socket, http. Did you mean http?',
    'slack.botToken: is missing. Set SLACK_BOT_TOKEN, or slack.botToken in the file',
    'environment ROUNDSMAN_SLACK_PORT: slack.port: must be a number, not "abc"',
    'roundsman.yaml:7:5: clusters[1]: A cluster has a name and exactly one of: kubeconfig with context; inCluster: true; server with tokenFile and caFile',
    'command line --http.port: http.port: must be at most 65535',
    'environment ROUNDSMAN_UNDO_FOR: undoFor: "5" is not a duration such as 30s or 5m',
  ])
})

test.for<[cluster: string, said: readonly string[]]>([
  ['{ name: a, kubeconfig: /k }', ['2:5: clusters[0].context: is missing']],
  [
    '{ name: a, kubconfig: /k, context: c }',
    [
      '2:16: clusters[0].kubconfig: is not a known key. Did you mean kubeconfig?',
      '2:5: clusters[0].kubeconfig: is missing',
    ],
  ],
  [
    '{ name: a, incluster: true }',
    ['2:16: clusters[0].incluster: is not a known key. Did you mean inCluster?'],
  ],
  [
    '{ name: a, inCluster: true, timeouts: { calMs: 5 } }',
    ['2:45: clusters[0].timeouts.calMs: is not a known key. Did you mean callMs?'],
  ],
  [
    '{ name: a, inCluster: true, tokenfile: /t }',
    ['2:33: clusters[0].tokenfile: is not a known key. Did you mean tokenFile?'],
  ],
  [
    '{ name: a, inCluster: true, context: c }',
    ['2:33: clusters[0].context: does not go together with the other keys'],
  ],
  [
    '{ name: a, inCluster: true, kubeconfig: /k, context: c }',
    [
      '2:5: clusters[0]: A cluster has a name and exactly one of: kubeconfig with context; inCluster: true; server with tokenFile and caFile',
    ],
  ],
])('of the cluster %s it is said what is wrong with it', ([cluster, said]) => {
  const files = { 'roundsman.yaml': `clusters:\n  - ${cluster}\n` }
  expect(mistakes({ env: tokens, files })).toEqual(said.map((one) => `roundsman.yaml:${one}`))
})

test('a number for a duration is answered with how durations are written', () => {
  const files = { 'roundsman.yaml': 'limits: { command: 30 }' }
  expect(mistakes({ env: tokens, files })).toEqual([
    'roundsman.yaml:1:11: limits.command: 30 is not a duration such as 30s or 5m',
  ])
})

test('two clusters of one name are refused', () => {
  const files = {
    'roundsman.yaml': 'clusters:\n  - { name: a, inCluster: true }\n  - { name: a, inCluster: true }\n',
  }
  expect(mistakes({ env: tokens, files })).toEqual([
    'roundsman.yaml:3:7: clusters[1].name: there are two clusters called a',
  ])
})

test('a file that is no YAML is refused with the place', () => {
  expect(mistakes({ env: tokens, files: { 'roundsman.yaml': 'http: { port: 3\n' } })[0]).toMatch(
    /^roundsman\.yaml:\d+:\d+: not valid YAML: /,
  )
})

test('what Kubernetes puts into the environment by itself, and what is empty, is left alone', () => {
  const env = {
    ...tokens,
    ROUNDSMAN_SERVICE_HOST: '10.0.0.1',
    ROUNDSMAN_SERVICE_PORT_METRICS: '8080',
    ROUNDSMAN_HTTP_PORT: 'tcp://10.0.0.1:8080',
    ROUNDSMAN_PORT_8080_TCP_ADDR: '10.0.0.1',
    ROUNDSMAN_LOG_LEVEL: '',
  }
  expect(config({ env })).toMatchObject({ http: { port: 8080 }, log: { level: 'info' } })
})

interface Given {
  readonly argv?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
}

function load({ argv = [], env = {}, files = {} }: Given) {
  return loadConfig({ argv, env, readFile: (path) => files[path] })
}

function config(given: Given) {
  const loaded = load(given)
  if (!loaded.ok) throw new Error(loaded.failure.join('\n'))
  return loaded.value.config
}

function sources(given: Given, key: string): readonly string[] {
  const loaded = load(given)
  if (!loaded.ok) throw new Error(loaded.failure.join('\n'))
  return printSources(loaded.value.sources, key)
}

function mistakes(given: Given): readonly string[] {
  const loaded = load(given)
  if (loaded.ok) throw new Error('no mistake was found')
  return loaded.failure
}
