import { expect, test } from 'vitest'
import { environmentLayer, environmentName } from '../../src/config/environment.ts'
import { Config } from '../../src/config/schema.ts'
import { leaves, shapeOf } from '../../src/config/shape.ts'

const known = new Map(leaves(shapeOf(Config)))

test.for([
  ['slack.botToken', 'SLACK_BOT_TOKEN'],
  ['slack.apiUrl', 'ROUNDSMAN_SLACK_API_URL'],
  ['limits.outboxPace', 'ROUNDSMAN_LIMITS_OUTBOX_PACE'],
])('%s is %s', ([key = '', name]) => {
  expect(environmentName(key)).toBe(name)
})

test.for<[env: Record<string, string>, said: readonly string[]]>([
  [
    { SLACK_BOT_TOKN: 'x' },
    ['environment SLACK_BOT_TOKN: means nothing here. Did you mean SLACK_BOT_TOKEN?'],
  ],
  [{ SLACK_BOT_TOKN: 'x', SLACK_BOT_TOKEN: 'xoxb-1' }, []],
  [{ SLACK_API_TOKEN: 'x', SLACK_WEBHOOK_URL: 'x', SLACK_SERVICE_HOST: '10.0.0.1' }, []],
  [
    { ROUNDSMAN_HTP_PORT: '3' },
    ['environment ROUNDSMAN_HTP_PORT: there is no such setting. Did you mean ROUNDSMAN_HTTP_PORT?'],
  ],
  [{ ROUNDSMAN_CONFIG: 'a.yaml', ROUNDSMAN_TEST_KUBECONFIG: '/k', HTP_PORT: '3' }, []],
  [
    {
      ROUNDSMAN_SERVICE_HOST: '10.0.0.1',
      ROUNDSMAN_SERVICE_PORT: '8080',
      ROUNDSMAN_PORT: 'tcp://10.0.0.1:8080',
      ROUNDSMAN_PORT_8080_TCP: 'tcp://10.0.0.1:8080',
      ROUNDSMAN_PORT_8080_TCP_PROTO: 'tcp',
    },
    [],
  ],
])('of %j it is said: %j', ([env, said]) => {
  expect(environmentLayer(env, known).problems).toEqual(said)
})
