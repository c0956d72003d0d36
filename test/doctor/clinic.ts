import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { Policy } from '../../src/core/policy.ts'
import { rbacDocuments } from '../../src/rbac/documents.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { add, namespace, type Manifest } from '../../src/sandbox/world/world.ts'
import { startFakeSlack, type FakeSlack } from '../support/fake-slack/fake-slack.ts'
import { freshFile } from '../support/files.ts'

/** A policy that fits the fake Slack: Alice operates the shop, Bob looks at everything. */
export const shopPolicy = {
  teams: ['T1'],
  people: [
    { slack: 'UALICE', kubernetes: { user: 'alice', groups: ['operators'] } },
    { slack: 'UBOB', kubernetes: { user: 'bob', groups: ['viewers'] } },
  ],
  roles: {
    viewer: { permissions: ['objects:read', 'logs:read'] },
    operator: { extends: 'viewer', permissions: ['workloads:write', 'pods:delete'] },
  },
  grants: [
    { role: 'viewer', groups: ['viewers'], clusters: ['demo'], namespaces: ['*'] },
    { role: 'operator', groups: ['operators'], clusters: ['demo'], namespaces: ['shop'] },
  ],
  channels: { COPS: { clusters: ['demo'], namespaces: ['shop'] } },
}

export interface Clinic {
  readonly slack: FakeSlack
  readonly sandbox: Sandbox
  readonly storeFile: string
  /** Puts RBAC objects into the cluster. */
  bind(...manifests: readonly Manifest[]): void
  doctor(policy?: object, env?: Readonly<Record<string, string>>): Promise<{ code: number; said: string }>
}

/** A Slack and a cluster in good health, and the real program in front of them. */
export async function openClinic(): Promise<Clinic> {
  const slack = await startFakeSlack()
  for (const scope of ['app_mentions:read', 'groups:read', 'im:history', 'users:read.email'])
    slack.world.scopes.add(scope)
  slack.world.scopes.delete('channels:history')
  const sandbox = await startSandbox({ nodes: 1 })
  onTestFinished(async () => {
    await slack.stop()
    await sandbox.close()
  })
  const apiUrl = await tellingProxy(slack)
  const storeFile = freshFile('roundsman.db')
  const at = (name: string) => join(dirname(storeFile), name)
  writeFileSync(at('kubeconfig'), sandbox.kubeconfig('roundsman-token'))
  const settings = {
    slack: { apiUrl },
    clusters: [{ name: 'demo', kubeconfig: at('kubeconfig'), context: 'sandbox' }],
    policyFile: at('policy.yaml'),
    store: { file: storeFile },
  }
  writeFileSync(at('roundsman.yaml'), stringify(settings))
  const bind = (...manifests: readonly Manifest[]) => add(sandbox.store, ...manifests)
  bind(namespace('shop'), ...['viewers', 'operators'].flatMap(almighty))

  return {
    slack,
    sandbox,
    storeFile,
    bind,
    doctor: async (policy = shopPolicy, env = {}) => {
      writeFileSync(at('policy.yaml'), stringify(policy))
      const { botToken, appToken } = slack.world
      const tokens = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, ...env }
      return run(process.execPath, ['src/doctor.ts', '--config', at('roundsman.yaml')], { env: tokens }).then(
        ({ stdout }) => ({ code: 0, said: stdout }),
        ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
          code,
          said: stdout + stderr,
        }),
      )
    },
  }
}

const run = promisify(execFile)

/** What `npm run rbac` prints for a policy, as the cluster takes it. */
export function printedFor(policy: object, plain = false): Manifest[] {
  const wanted = { policy: Policy.parse(policy), cluster: 'demo', plain, anyUser: false, also: [] }
  return rbacDocuments(wanted).map((document) => ({ ...document }))
}

/** A group's binding to everything; the ServiceAccount's with `account`. */
export function almighty(name: string): Manifest[] {
  return [
    role(name, [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
    binding(name, { kind: 'Group', name }),
  ]
}

export const account = { kind: 'ServiceAccount', name: 'roundsman', namespace: 'roundsman' }

export function role(name: string, rules: readonly object[]): Manifest {
  return { kind: 'ClusterRole', metadata: { name }, rules }
}

export function binding(name: string, subject: object): Manifest {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name }
  return { kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects: [subject] }
}

/** Slack tells the token's scopes in a header of every answer, and of a channel whether we are in it. */
async function tellingProxy({ apiUrl, world }: FakeSlack): Promise<string> {
  for (const channel of world.channels.values())
    Object.assign(channel, { is_member: channel.members.has(world.botUser) })
  const server = createServer((request, response) => {
    const forward = async () => {
      const { authorization = '', 'content-type': type = '' } = request.headers
      const headers = { authorization, 'content-type': type }
      const method = request.url?.split('/').at(-1) ?? ''
      const answer = await fetch(apiUrl + method, { method: 'POST', headers, body: await text(request) })
      const told = { 'content-type': 'application/json', 'x-oauth-scopes': [...world.scopes].join(',') }
      response.writeHead(answer.status, told).end(await answer.text())
    }
    forward().catch((error: unknown) => response.writeHead(502).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  return `http://127.0.0.1:${address.port}/api/`
}
