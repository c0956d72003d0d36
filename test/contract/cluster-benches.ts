import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node'
import { randomBytes } from 'node:crypto'
import type { Cluster, Session } from '../../src/bot/cluster.ts'
import type { ApiKind, KubeObject } from '../../src/core/kube.ts'
import type { Meter } from '../../src/bot/ports.ts'
import { ClusterConfig } from '../../src/config/clusters.ts'
import { connectClusters } from '../../src/kube/clusters.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { resourceOf } from '../../src/sandbox/store/resources.ts'
import type { TestKubeconfig } from '../support/kubeconfig.ts'
import { at, admin, must, object, type Bench } from './cluster-bench.ts'

/** The contract's bench on the sandbox, with its controllers at work, faster than real ones. */
export async function sandboxBench(): Promise<Bench> {
  const names = freshNames()
  const account = `system:serviceaccount:${names.namespace}:bot`
  const sandbox = await startSandbox({
    nodes: 1,
    speed: 20,
    tokens: {
      'admin-token': { username: 'admin', groups: ['system:masters'] },
      'bot-token': { username: account, groups: ['system:serviceaccounts'] },
    },
  })
  const { url, caPem, store } = sandbox
  const configMaps = resourceOf('ConfigMap')
  const bench = await openBench(names, {
    cluster: await withToken(url, caPem, 'admin-token'),
    lesser: () => withToken(url, caPem, 'bot-token'),
    // Only appliers own fields in the sandbox.
    createOwned: async (session, kind, owned) => {
      must(await session.create(kind, owned))
      store.mutate(configMaps, { namespace: names.namespace, name: owned.metadata.name }, ({ metadata }) => {
        const fieldsV1 = { 'f:data': { 'f:a': {} } }
        metadata.managedFields = [{ manager: 'kubectl', operation: 'Apply', apiVersion: 'v1', fieldsV1 }]
      })
    },
  })
  return {
    ...bench,
    forget: () => {
      for (let index = 0; index <= 10_000; index += 1) {
        store.mutate(configMaps, { namespace: names.namespace, name: 'forgotten' }, ({ metadata }) => {
          metadata.annotations = { index: String(index) }
        })
      }
    },
    close: async () => {
      await bench.close()
      await sandbox.close()
    },
  }
}

/** The contract's bench on a real API server; what it made there goes with it. */
export async function realBench({ file, context }: TestKubeconfig): Promise<Bench> {
  const names = freshNames()
  const client = new KubeConfig()
  client.loadFromFile(file)
  client.setCurrentContext(context)
  const lesser = async () => {
    const answer = await client.makeApiClient(CoreV1Api).createNamespacedServiceAccountToken({
      name: 'bot',
      namespace: names.namespace,
      body: { spec: { audiences: [], expirationSeconds: 3600 } },
    })
    const options: RequestOptions = {}
    await client.applyToHTTPSOptions(options)
    return withToken(client.getCurrentCluster()?.server ?? '', String(options.ca), answer.status?.token ?? '')
  }
  const cluster = connected({ kubeconfig: file, context }, async () => {})
  const createOwned: Parts['createOwned'] = async (session, kind, owned) => {
    must(await session.create(kind, owned))
  }
  return openBench(names, { cluster, lesser, createOwned })
}

interface Connected {
  readonly cluster: Cluster
  age(milliseconds: number): void
  close(): Promise<void>
}

interface Parts {
  readonly cluster: Connected
  lesser(): Promise<Connected>
  /** Creates an object whose `data.a` another manager owns than whoever applies. */
  createOwned(session: Session, kind: ApiKind, owned: KubeObject): Promise<void>
}

async function openBench({ namespace, suffix }: ReturnType<typeof freshNames>, parts: Parts): Promise<Bench> {
  const { cluster, age } = parts.cluster
  const session = cluster.as(admin, 'c-bench')
  const kinds = must(await cluster.kinds())
  const kind = (plural: string) => {
    const found = kinds.find((one) => one.plural === plural)
    if (found === undefined) throw new Error(`the cluster has no ${plural}`)
    return found
  }
  must(await session.create(kind('namespaces'), object(namespace)))
  must(await session.create(kind('serviceaccounts'), object('bot', {}, namespace)))
  const lesser = await parts.lesser()
  return {
    namespace,
    suffix,
    cluster,
    lesser: lesser.cluster,
    age,
    createOwned: (name) =>
      parts.createOwned(session, kind('configmaps'), object(name, { data: { a: 'theirs' } }, namespace)),
    close: async () => {
      const selection = { namespace: null, labelSelector: `roundsman.dev/contract=${suffix}` }
      for (const plural of ['clusterrolebindings', 'clusterroles', 'customresourcedefinitions']) {
        for (const { metadata } of must(await session.list(kind(plural), selection))) {
          must(await session.remove(at(kind(plural), metadata.name, null)))
        }
      }
      must(await session.remove(at(kind('namespaces'), namespace, null)))
      await Promise.all([parts.cluster.close(), lesser.close()])
    },
  }
}

function freshNames() {
  const suffix = randomBytes(4).toString('hex')
  return { suffix, namespace: `roundsman-contract-${suffix}` }
}

async function withToken(server: string, caPem: string, token: string): Promise<Connected> {
  const folder = await mkdtemp(join(tmpdir(), 'roundsman-contract-'))
  const tokenFile = join(folder, 'token')
  const caFile = join(folder, 'ca.crt')
  await writeFile(tokenFile, `${token}\n`)
  await writeFile(caFile, caPem)
  return connected({ server, tokenFile, caFile }, () => rm(folder, { recursive: true }))
}

function connected(access: object, tidy: () => Promise<void>): Connected {
  let ahead = 0
  const config = ClusterConfig.parse({ name: 'contract', ...access })
  const clock = { now: () => Date.now() + ahead }
  const [cluster] = connectClusters([config], { log: quiet, meter: unread, clock }).all
  if (cluster === undefined) throw new Error('no cluster was connected')
  return {
    cluster,
    age: (milliseconds) => {
      ahead += milliseconds
    },
    close: async () => {
      await cluster.close()
      await tidy()
    },
  }
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
