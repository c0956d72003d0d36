import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CoreV1Api, KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node'
import type { Meter } from '../../src/bot/ports.ts'
import { ClusterConfig } from '../../src/config/clusters.ts'
import { Policy } from '../../src/core/policy.ts'
import { connectClusters } from '../../src/kube/clusters.ts'
import { accessOf } from '../../src/kube/access.ts'
import { callerHeaders } from '../../src/kube/headers.ts'
import type { KubeRequest } from '../../src/kube/request.ts'
import { openWire } from '../../src/kube/wire.ts'
import { rbacDocuments, type Manifest } from '../../src/rbac/documents.ts'
import type { TestKubeconfig } from '../support/kubeconfig.ts'
import { must } from './cluster-bench.ts'

/** A real API server on which a ServiceAccount has exactly what `npm run rbac` prints for an example policy. */
export type RbacBench = Awaited<ReturnType<typeof rbacBench>>

export async function rbacBench({ file, context }: TestKubeconfig, plain: boolean) {
  const suffix = randomBytes(4).toString('hex')
  const names = { home: `rbac-${suffix}-bot`, shop: `rbac-${suffix}-shop`, other: `rbac-${suffix}-other` }
  const policy = examplePolicy(names.shop, suffix)
  const client = new KubeConfig()
  client.loadFromFile(file)
  client.setCurrentContext(context)
  const objects = client.makeApiClient(KubernetesObjectApi)
  const wanted = { policy, cluster: 'real', plain, anyUser: false, also: [] }
  const printed = rbacDocuments(wanted).map((document) => renamed(document, suffix, names.home))
  const everything = [
    ...Object.values(names).map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'roundsman', namespace: names.home },
    },
    ...printed,
    bindingOf(`viewers-${suffix}`, 'view'),
    bindingOf(`admins-${suffix}`, 'cluster-admin'),
    bindingOf(`operators-${suffix}`, 'edit', names.shop),
    deployment(names.shop),
  ]
  for (const one of everything) await objects.create(one)

  const options: RequestOptions = {}
  await client.applyToHTTPSOptions(options)
  const folder = await mkdtemp(join(tmpdir(), 'roundsman-rbac-'))
  const tokenFile = join(folder, 'token')
  const caFile = join(folder, 'ca.crt')
  await writeFile(tokenFile, await tokenOf(client, names.home))
  await writeFile(caFile, String(options.ca))
  const server = client.getCurrentCluster()?.server ?? ''
  const config = ClusterConfig.parse({ name: 'real', server, tokenFile, caFile })
  const clock = { now: Date.now }
  const [cluster] = connectClusters([config], { log: quiet, meter: unread, clock }).all
  if (cluster === undefined) throw new Error('no cluster was connected')
  const wire = openWire(accessOf(config, clock), config.timeouts, clock)

  return {
    ...names,
    suffix,
    policy,
    config,
    cluster,
    ann: { user: `ann-${suffix}`, groups: [`operators-${suffix}`, `viewers-${suffix}`] },
    dana: { user: `dana-${suffix}`, groups: [`admins-${suffix}`] },
    kind: async (plural: string) => {
      const kind = must(await cluster.kinds()).find((one) => one.plural === plural)
      if (kind === undefined) throw new Error(`the cluster has no ${plural}`)
      return kind
    },
    /** Past everything that the bot itself would refuse: what a stolen token could try. */
    tries: async (
      request: Pick<KubeRequest, 'path' | 'method' | 'body' | 'contentType'>,
      as: { readonly user: string; readonly groups: readonly string[] } | null,
    ): Promise<string> => {
      const headers = callerHeaders(as === null ? null : { identity: as, requestId: `c-${suffix}` })
      if (!headers.ok) throw new Error(headers.failure)
      const signal = AbortSignal.timeout(10_000)
      const sent = await wire.send({ verb: 'get', repeat: 'once', ...request }, headers.value, signal)
      if (sent.kind !== 'answered') throw new Error(`${sent.kind}: ${sent.message}`)
      const [, message = ''] = /"message":"((?:[^"\\]|\\.)*)"/.exec(sent.body) ?? []
      return sent.status < 300 ? String(sent.status) : `${sent.status} ${message.replaceAll('\\"', '"')}`
    },
    close: async () => {
      await Promise.all([cluster.close(), wire.close()])
      await rm(folder, { recursive: true })
      for (const one of everything.filter(({ metadata }) => !('namespace' in metadata)).toReversed())
        await objects.delete(one)
    },
  }
}

function examplePolicy(shop: string, suffix: string): Policy {
  const [viewers, operators, admins] = ['viewers', 'operators', 'admins'].map((name) => `${name}-${suffix}`)
  return Policy.parse({
    teams: ['T1'],
    people: [
      { slack: 'U1', kubernetes: { user: `ann-${suffix}`, groups: [viewers, operators] } },
      { slack: 'U2', kubernetes: { user: `dana-${suffix}`, groups: [admins] } },
    ],
    roles: {
      viewer: { permissions: ['clusters:read', 'objects:read', 'logs:read'] },
      operator: { extends: 'viewer', permissions: ['workloads:write', 'pods:delete'] },
    },
    grants: [
      { role: 'viewer', groups: [viewers, admins], clusters: ['real'], namespaces: ['*'] },
      { role: 'operator', groups: [operators, admins], clusters: ['real'], namespaces: [shop] },
    ],
    channels: {},
  })
}

/** The same rights under names of their own, so that runs do not meet and nothing else is touched. */
function renamed(document: Manifest, suffix: string, home: string): Manifest {
  const { metadata, roleRef, subjects } = document
  const own = (name: string) => `${name}-${suffix}`
  return {
    ...document,
    metadata: { ...metadata, name: own(metadata.name) },
    ...(roleRef === undefined ? {} : { roleRef: { ...roleRef, name: own(roleRef.name) } }),
    ...(subjects === undefined ? {} : { subjects: subjects.map((one) => ({ ...one, namespace: home })) }),
  }
}

function bindingOf(group: string, role: string, namespace?: string) {
  const apiGroup = 'rbac.authorization.k8s.io'
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: { name: group, ...(namespace === undefined ? {} : { namespace }) },
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup, kind: 'Group', name: group }],
  }
}

function deployment(namespace: string) {
  const labels = { app: 'api' }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'api', image: 'registry.example/api:1' }] },
      },
    },
  }
}

async function tokenOf(client: KubeConfig, namespace: string): Promise<string> {
  const answer = await client.makeApiClient(CoreV1Api).createNamespacedServiceAccountToken({
    name: 'roundsman',
    namespace,
    body: { spec: { audiences: [], expirationSeconds: 3600 } },
  })
  return answer.status?.token ?? ''
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const unread: Meter = {
  command() {},
  denial() {},
  approval() {},
  answered() {},
  clusterCall() {},
  duplicateRisk() {},
}
