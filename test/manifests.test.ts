import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { loadConfig } from '../src/config/config.ts'
import { loadPolicy } from '../src/config/policy.ts'
import { rbacDocuments } from '../src/rbac/documents.ts'

const base = 'manifests/base'
const text = (path: string) => readFileSync(path, 'utf8')
const files = globSync('manifests/**/*.yaml')
const config = 'manifests/base/roundsman.yaml'
const policyFile = 'manifests/base/policy.yaml'

function example() {
  const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
  const loaded = loadConfig({ argv: ['--config', config], env, readFile: text })
  if (!loaded.ok) throw new Error(loaded.failure.join('\n'))
  const policy = loadPolicy(text(policyFile), policyFile, ['production'])
  if (!policy.ok) throw new Error(policy.failure.join('\n'))
  return { config: loaded.value.config, policy: policy.value }
}

const documents = (path: string): unknown[] =>
  parseAllDocuments(text(path)).map((document) => {
    expect(document.errors).toEqual([])
    return document.toJS()
  })

test('every manifest is YAML', () => {
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) expect(documents(file).length).toBeGreaterThan(0)
})

test('the configuration of the example is one, and its policy too', () => {
  const { config, policy } = example()
  expect(config.store.file).toBe('/data/roundsman.db')
  expect(policy.grants.length).toBeGreaterThan(0)
})

test('the RBAC of the base is what is printed for the example policy', () => {
  const printed = execFileSync(
    process.execPath,
    ['src/rbac.ts', '--config', config, '--policyFile', policyFile],
    { encoding: 'utf8' },
  )
  expect(text(`${base}/rbac.yaml`)).toBe(printed)
})

test('the overlay for older clusters has the rules of --plain', () => {
  const wanted = { cluster: 'production', plain: true, anyUser: false, also: [] }
  const printed = rbacDocuments({ policy: example().policy, ...wanted })
  const role = printed.find(
    ({ kind, metadata }) => kind === 'ClusterRole' && metadata.name === 'roundsman-impersonator',
  )
  expect(parse(text('manifests/overlays/plain-impersonation/impersonator.yaml'))).toEqual(role)
})

test('the overlay for HTTP mode gives the settings of HTTP mode, and opens its port everywhere', () => {
  const overlay = (name: string) => text(`manifests/overlays/http/${name}.yaml`)
  const [container] = parse(overlay('deployment')).spec.template.spec.containers
  const given = container.env.filter((one: object) => !('$patch' in one))
  const env = Object.fromEntries(
    given.map(({ name, value = 'a-secret' }: Record<string, string>) => [name, value]),
  )
  const loaded = loadConfig({
    argv: ['--config', config],
    env: { ...env, SLACK_BOT_TOKEN: 'xoxb-1' },
    readFile: text,
  })
  if (!loaded.ok) throw new Error(loaded.failure.join('\n'))
  expect(loaded.value.config.slack).toMatchObject({ mode: 'http', signingSecret: 'a-secret' })
  expect(container.env).toContainEqual({ name: 'SLACK_APP_TOKEN', $patch: 'delete' })

  const { port } = loaded.value.config.slack
  expect(container.ports).toEqual([{ name: 'slack', containerPort: port }])
  expect(parse(overlay('service')).spec.ports).toEqual([{ name: 'slack', port, targetPort: 'slack' }])
  const [, , { target, patch }] = parse(overlay('kustomization')).patches
  expect(target.kind).toBe('NetworkPolicy')
  expect(parse(patch)).toMatchObject([{ path: '/spec/ingress/-', value: { ports: [{ port: 'slack' }] } }])
})

test('no right is a *, and nobody reads Secrets', () => {
  for (const file of globSync('manifests/{base,overlays}/**/{rbac,impersonator}.yaml')) {
    const rules = JSON.stringify(documents(file))
    expect(rules).not.toContain('*')
    expect(rules).not.toContain('secrets')
  }
})

test('no token lies in a manifest', () => {
  for (const file of [...files, '.env.example', 'Dockerfile']) {
    expect(text(file)).not.toMatch(/xox[a-z]-\w{4}|xapp-\w{4}|kind: Secret\b/)
  }
})

const Workload = z.looseObject({
  spec: z.looseObject({
    replicas: z.number(),
    strategy: z.unknown(),
    template: z.looseObject({
      spec: z.looseObject({
        securityContext: z.unknown(),
        containers: z.array(
          z.looseObject({ securityContext: z.unknown(), volumeMounts: z.unknown(), resources: z.unknown() }),
        ),
        volumes: z.unknown(),
      }),
    }),
  }),
})

test('one pod at a time, without rights on its node, with a store that stays', () => {
  const { spec } = Workload.parse(parse(text(`${base}/deployment.yaml`)))
  expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
  const pod = spec.template.spec
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  })
  expect(pod.containers[0]?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  })
  expect(pod.volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'roundsman' } })
  expect(pod.containers[0]?.volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' })
  expect(pod.containers[0]?.resources).toMatchObject({ limits: { memory: expect.any(String) } })
})

/** What each call of Slack's Web API in the code needs; null: nothing. */
const scopesOf: Readonly<Record<string, readonly string[] | null>> = {
  'auth.test': null,
  'apps.connections.open': null,
  'views.open': null,
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  // Only to look for a message that may be doubled: done without where it is not granted.
  'conversations.history': null,
  'conversations.replies': null,
  filesUploadV2: ['files:write'],
  'usergroups.list': ['usergroups:read'],
  'users.lookupByEmail': ['users:read.email'],
  'users.info': ['users:read', 'users:read.email'],
}

/** What comes in needs scopes as well. */
const scopesOfDoors = ['commands', 'app_mentions:read', 'im:history']

test('the Slack app asks for the scopes that the code needs, and for no more', () => {
  const called = globSync('src/{slack,doctor}/**/*.ts').flatMap((file) =>
    [
      ...text(file).matchAll(
        /\b(?:client|lookup|interactive|sender|socket)\.((?:(?:auth|apps|chat|conversations|usergroups|users|views|files|reactions|pins)\.)[\w.]+|filesUploadV2)\(/g,
      ),
    ].map(([, method = '']) => method),
  )
  expect(new Set(called).size).toBeGreaterThan(8)
  expect(called.filter((method) => !(method in scopesOf))).toEqual([])
  const needed = new Set([...scopesOfDoors, ...called.flatMap((method) => scopesOf[method] ?? [])])
  const manifest = parse(text('manifests/slack-app.yaml'))
  expect(manifest.oauth_config.scopes.bot).toEqual([...needed].toSorted())
})

test('the Slack app opens the doors that the code listens at', () => {
  const manifest = parse(text('manifests/slack-app.yaml'))
  // Escaped, so that people and channels arrive as ids.
  expect(manifest.features.slash_commands).toEqual([
    expect.objectContaining({ command: example().config.command, should_escape: true }),
  ])
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_mention', 'message.im'])
  expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } })
})

test('the example of the environment names settings that there are', () => {
  const names = [...text('.env.example').matchAll(/^#?\s?([A-Z_]+)=/gm)].map(([, name = '']) => name)
  expect(names).toContain('SLACK_BOT_TOKEN')
  const env = Object.fromEntries(names.map((name) => [name, 'x']))
  const loaded = loadConfig({ argv: [], env, readFile: () => undefined })
  const problems = loaded.ok ? [] : loaded.failure
  expect(problems.filter((problem) => problem.includes('there is no such setting'))).toEqual([])
})
