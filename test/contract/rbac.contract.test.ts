import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WatchEvent } from '../../src/bot/cluster.ts'
import { askCluster } from '../../src/doctor/cluster-probe.ts'
import { judgeCluster } from '../../src/doctor/cluster-judge.ts'
import { tellHowToRunForReal, testKubeconfig } from '../support/kubeconfig.ts'
import { at, must } from './cluster-bench.ts'
import { rbacBench, type RbacBench } from './rbac-bench.ts'

const kubeconfig = testKubeconfig()
const auditFile = process.env['ROUNDSMAN_TEST_AUDIT'] ?? ''
if (kubeconfig === null) tellHowToRunForReal()

describe.runIf(kubeconfig !== null)('with the printed RBAC on a real API server', () => {
  const bench = benchFor(false)

  test('the bot works for people, as they', async () => {
    const { cluster, ann, shop, kind } = bench()
    expect(must(await cluster.id())).toMatch(/^[0-9a-f-]{36}$/)
    expect(must(await cluster.ping())).toMatch(/^v1\./)
    const session = cluster.as(ann, 'c-work')
    const deployments = await kind('deployments')
    const ref = at(deployments, 'api', shop)

    expect(must(await session.get(ref)).metadata.name).toBe('api')
    expect(must(await session.table(deployments, { namespace: null })).columns[0]?.name).toBe('Name')
    expect(must(await session.scale(ref, 3, { dryRun: true })).metadata.name).toBe('api')
    must(await session.scale(ref, 2))
    const body = { metadata: { annotations: { touched: 'yes' } } }
    must(await session.patch(ref, { verb: 'patch', type: 'strategic', body }))
    const { metadata, spec } = must(await session.get(ref))
    expect(metadata.annotations).toMatchObject({ touched: 'yes' })
    expect(spec).toMatchObject({ replicas: 2 })
    expect(must(await session.can('patch', deployments, { namespace: shop }))).toBe(true)
    expect(must(await session.can('patch', deployments, { namespace: 'kube-system' }))).toBe(false)
  })

  test('the bot reads logs, follows and removes pods as a person', async () => {
    const { cluster, ann, shop, kind } = bench()
    const session = cluster.as(ann, 'c-pods')
    const pods = await kind('pods')
    const running = async () =>
      must(await session.list(pods, { namespace: shop, fieldSelector: 'status.phase=Running' }))
    await expect.poll(async () => (await running()).length, { timeout: 30_000 }).toBeGreaterThan(0)
    const [pod] = await running()
    const ref = at(pods, pod?.metadata.name ?? '', shop)
    expect((await session.logs(ref, { tailLines: 1 })).ok).toBe(true)

    const begun = Promise.withResolvers<void>()
    const removed = Promise.withResolvers<WatchEvent>()
    const stop = new AbortController()
    const watching = session.watch(
      pods,
      { namespace: shop },
      (event) => {
        begun.resolve()
        if (event.type === 'DELETED') removed.resolve(event)
      },
      stop.signal,
    )
    await begun.promise
    must(await session.remove(ref))
    expect((await removed.promise).object.metadata.name).toBe(ref.name)
    stop.abort()
    await watching
    await expect.poll(async () => (await running()).length, { timeout: 30_000 }).toBeGreaterThan(0)
    const [next] = await running()
    must(await session.evict(at(pods, next?.metadata.name ?? '', shop)))
  }, 90_000)

  test('a stolen token is worth only what the bot offers, whoever it pretends to be', async () => {
    const { tries, dana, suffix, home, shop, other } = bench()
    const secrets = { method: 'GET', path: `/api/v1/namespaces/${shop}/secrets` } as const
    const pods = { method: 'GET', path: `/api/v1/namespaces/${shop}/pods` } as const
    const bot = `User "system:serviceaccount:${home}:roundsman" cannot`
    const groups = dana.groups

    expect(await tries(pods, dana)).toBe('200')
    expect(await tries(pods, null)).toContain(`${bot} list resource "pods"`)
    expect(await tries(secrets, null)).toContain(`403 secrets is forbidden: ${bot} list resource "secrets"`)
    expect(await tries(secrets, dana)).toBe(
      `403 secrets is forbidden: ${bot} impersonate-on:user-info:list resource "secrets" in API group "" in the namespace "${shop}"`,
    )
    expect(await tries(pods, { user: `bob-${suffix}`, groups: [] })).toContain(
      `403 users.authentication.k8s.io "bob-${suffix}" is forbidden: ${bot} impersonate:user-info`,
    )
    expect(await tries(pods, { user: dana.user, groups: ['system:masters'] })).toContain(
      `403 groups.authentication.k8s.io "system:masters" is forbidden: ${bot} impersonate:user-info`,
    )
    expect(await tries(pods, { user: `system:serviceaccount:${home}:roundsman`, groups })).toContain('403 ')
    expect(await tries({ method: 'DELETE', path: `/api/v1/namespaces/${shop}` }, dana)).toContain(
      `${bot} impersonate-on:user-info:delete resource "namespaces"`,
    )
    const patch = { method: 'PATCH', contentType: 'application/merge-patch+json', body: {} } as const
    expect(
      await tries({ ...patch, path: `/apis/apps/v1/namespaces/${other}/deployments/x/scale` }, dana),
    ).toContain(`${bot} impersonate-on:user-info:patch resource "deployments/scale"`)
    const exec = `/api/v1/namespaces/${shop}/pods/x/exec?command=id&stdout=1`
    expect(await tries({ method: 'POST', path: exec }, dana)).toContain(
      `${bot} impersonate-on:user-info:create resource "pods/exec"`,
    )
  })

  test('the doctor finds nothing to mend', async () => {
    const { config, policy } = bench()
    const facts = await askCluster(config, { policy, clock: { now: Date.now }, log: quiet })
    const checks = judgeCluster(facts, { policy, cluster: config.name, now: Date.now() })
    expect(checks.filter(({ level }) => level !== 'ok')).toEqual([])
    expect(checks.map(({ says }) => says)).toContain(
      'The bot may act for 2 people, by constrained impersonation.',
    )
  })

  test.runIf(auditFile !== '')('the audit log names the person and the request', async () => {
    const { cluster, ann, shop, kind, suffix, home } = bench()
    const requestId = `c-audit-${suffix}`
    must(await cluster.as(ann, requestId).get(at(await kind('deployments'), 'api', shop)))
    const found = (): unknown => {
      const line = readFileSync(auditFile, 'utf8')
        .split('\n')
        .findLast((one) => one.includes(requestId))
      return line === undefined ? undefined : JSON.parse(line)
    }
    await expect.poll(found, { timeout: 10_000 }).toBeDefined()
    expect(found()).toMatchObject({
      verb: 'get',
      user: { username: `system:serviceaccount:${home}:roundsman` },
      impersonatedUser: {
        username: ann.user,
        groups: expect.arrayContaining([...ann.groups]),
        extra: { 'roundsman.dev/request': [requestId] },
      },
      authenticationMetadata: { impersonationConstraint: 'impersonate:user-info' },
    })
  })
})

describe.runIf(kubeconfig !== null)('with the plain RBAC for older servers', () => {
  const bench = benchFor(true)

  test('names are limited as well, and that is all', async () => {
    const { cluster, tries, ann, dana, suffix, shop, kind, config, policy } = bench()
    const facts = await askCluster(config, { policy, clock: { now: Date.now }, log: quiet })
    const checks = judgeCluster(facts, { policy, cluster: config.name, now: Date.now() })
    expect(checks.filter(({ level }) => level === 'wrong').map(({ says }) => says)).toEqual([
      expect.stringContaining('TOO WIDE: the bot uses plain impersonation'),
    ])
    expect(must(await cluster.as(ann, 'c-plain').get(at(await kind('deployments'), 'api', shop))).kind).toBe(
      'Deployment',
    )
    const secrets = { method: 'GET', path: `/api/v1/namespaces/${shop}/secrets` } as const
    expect(await tries(secrets, null)).toContain('403 ')
    expect(await tries(secrets, { user: `bob-${suffix}`, groups: [] })).toContain('403 ')
    expect(await tries(secrets, { user: dana.user, groups: ['system:masters'] })).toContain('403 ')
    // Why the constrained form is the usual one.
    expect(await tries(secrets, dana)).toBe('200')
  })
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function benchFor(plain: boolean): () => RbacBench {
  let bench: RbacBench | undefined
  beforeAll(async () => {
    if (kubeconfig !== null) bench = await rbacBench(kubeconfig, plain)
  }, 60_000)
  afterAll(async () => {
    await bench?.close()
  }, 60_000)
  return () => {
    if (bench === undefined) throw new Error('only runs with a kubeconfig')
    return bench
  }
}
