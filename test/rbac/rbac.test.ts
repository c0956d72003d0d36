import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'
import { freshFile } from '../support/files.ts'

const run = promisify(execFile)

async function rbac(args: readonly string[], people: object[] = [vera], clusters = ['demo']) {
  const config = freshFile('roundsman.yaml')
  const policyFile = join(dirname(config), 'policy.yaml')
  const settings = { clusters: clusters.map((name) => ({ name, inCluster: true })), policyFile }
  const grants = [{ role: 'viewer', groups: ['viewers'], clusters: ['*'], namespaces: ['shop'] }]
  const roles = { viewer: { permissions: ['objects:read'] } }
  writeFileSync(config, stringify(settings))
  writeFileSync(policyFile, stringify({ teams: ['T1'], people, roles, grants, channels: {} }))
  const env = { PATH: process.env['PATH'] }
  return run(process.execPath, ['src/rbac.ts', '--config', config, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

const vera = { slack: 'U1', kubernetes: { user: 'vera', groups: ['viewers'] } }
const oncall = { usergroup: 'S1', kubernetes: { groups: ['viewers'] } }

test('prints documents for kubectl without knowing any token', async () => {
  const { code, stdout, stderr } = await rbac([])
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const documents = parseAllDocuments(stdout).map((document) => document.toJS())
  expect(documents.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}`)).toEqual([
    'ClusterRole ',
    'ClusterRoleBinding ',
    'ClusterRole ',
    'ClusterRoleBinding ',
    'Role shop',
    'RoleBinding shop',
  ])
})

test('warns of people whose user is not known, and says how to mend it', async () => {
  const { stdout, stderr } = await rbac([], [vera, oncall])
  expect(stderr).toContain('people[1] (S1)')
  expect(stderr).toContain('Name their users in the policy, or print with --any-user')
  expect(stdout).not.toContain('ANY USER')
  expect((await rbac(['--any-user'], [vera, oncall])).stdout).toContain('ANY USER')
})

test.each([
  [['--plain', '--any-user'], 'would let the bot do anything as anybody'],
  [['--also', 'core/secrets'], 'secrets:read'],
  [['--also', '*/*'], '--also needs group/resource'],
  [['--cluster', 'other'], 'Choose a cluster with --cluster: demo'],
  [['--colour=red'], 'there is no setting colour'],
])('refuses %j', async (args, reason) => {
  const { code, stdout, stderr } = await rbac(args)
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain(reason)
})

test('of several clusters one has to be chosen', async () => {
  expect((await rbac([], [vera], ['demo', 'live'])).stderr).toContain('--cluster: demo, live')
  expect((await rbac(['--cluster=live'], [vera], ['demo', 'live'])).stdout).toContain('on the cluster live')
})

test('plain impersonation is printed with a warning', async () => {
  const { stdout, stderr } = await rbac(['--plain'])
  expect(stdout).not.toContain('impersonate-on')
  expect(stderr).toContain('Plain impersonation')
})
