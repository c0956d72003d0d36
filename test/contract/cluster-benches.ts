import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node'
import { randomBytes } from 'node:crypto'
import type { Cluster } from '../../src/bot/cluster.ts'
import type { Meter } from '../../src/bot/ports.ts'
import { ClusterConfig } from '../../src/config/clusters.ts'
import { connectClusters } from '../../src/kube/clusters.ts'
import { startLife } from '../../src/sandbox/life/life.ts'
import { objectsOf } from '../../src/sandbox/life/objects.ts'
import { startApi } from '../../src/sandbox/server.ts'
import { systemClock } from '../../src/sandbox/store/clock.ts'
import { createLogbook } from '../../src/sandbox/store/logbook.ts'
import { createStore } from '../../src/sandbox/store/store.ts'
import { workerNode } from '../../src/sandbox/world/nodes.ts'
import type { TestKubeconfig } from '../support/kubeconfig.ts'
import { at, admin, must, object, type Bench } from './cluster-bench.ts'

/** The contract's bench on the sandbox, with its controllers at work. */
export async function sandboxBench(): Promise<Bench> {
  const clock = systemClock()
  const store = createStore({ clock, window: 50 })
  const logbook = createLogbook({ clock })
  const names = freshNames()
  const stopLife = startLife({
    store,
    clock,
    logbook,
    tempo: { startDelay: 5, readyDelay: 5, stopDelay: 5 },
  })
  const objects = objectsOf(store)
  for (const name of ['default', 'kube-system', 'kube-node-lease']) {
    objects.create('Namespace', { metadata: { name } })
  }
  objects.create('Node', workerNode(1, clock.now()))
  const account = `system:serviceaccount:${names.namespace}:bot`
  const tokens = {
    'admin-token': { username: 'admin', groups: ['system:masters'] },
    'bot-token': { username: account, groups: ['system:serviceaccounts'] },
  }
  const api = await startApi({ store, logbook, clock, tokens })
  const bench = await openBench(names, {
    cluster: await withToken(api.url, api.caPem, 'admin-token'),
    lesser: () => withToken(api.url, api.caPem, 'bot-token'),
  })
  return {
    ...bench,
    close: async () => {
      await bench.close()
      stopLife()
      await api.close()
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
  return openBench(names, { cluster, lesser })
}

interface Connected {
  readonly cluster: Cluster
  age(milliseconds: number): void
  close(): Promise<void>
}

async function openBench(
  { namespace, suffix }: ReturnType<typeof freshNames>,
  parts: { readonly cluster: Connected; lesser(): Promise<Connected> },
): Promise<Bench> {
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
