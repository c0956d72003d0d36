import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect as connectTo } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import type { Cluster } from '../../src/bot/cluster.ts'
import { ClusterConfig } from '../../src/config/clusters.ts'
import { connectClusters } from '../../src/kube/clusters.ts'
import { freshFile } from '../support/files.ts'
import { freePort } from '../support/ports.ts'
import { connect, fakeServer, quiet, status, unread, type FakeServer } from './fake-server.ts'

const system = { body: { metadata: { name: 'kube-system', uid: 'u-1' } } }

test('a rotated token is used at once when the old one is refused, and within a minute otherwise', async () => {
  let now = Date.now()
  const server = await fakeServer()
  const { cluster, tokenFile } = connect(server, { clock: { now: () => now } })
  server.answer(system)
  await cluster.ping()
  writeFileSync(tokenFile, 'second')
  server.answer(status(401, 'Unauthorized'), system)
  expect(await cluster.id()).toEqual({ ok: true, value: 'u-1' })
  expect(bearers(server).slice(-2)).toEqual(['Bearer token', 'Bearer second'])

  writeFileSync(tokenFile, 'third')
  now += 59_000
  await cluster.ping()
  expect(bearers(server).at(-1)).toBe('Bearer second')
  now += 2000
  await cluster.ping()
  expect(bearers(server).at(-1)).toBe('Bearer third')
})

test('credentials that stay refused are named so, after one more try', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  server.answer(status(401, 'Unauthorized'))
  const answer = await cluster.id()
  expect(answer).toEqual({ ok: false, failure: { kind: 'unauthorized', message: 'Unauthorized' } })
  expect(server.seen).toHaveLength(2)
})

test('a token file that is gone for a moment changes nothing', async () => {
  let now = Date.now()
  const server = await fakeServer()
  const { cluster, tokenFile } = connect(server, { clock: { now: () => now } })
  await cluster.ping()
  rmSync(tokenFile)
  now += 61_000
  expect(await cluster.ping()).toMatchObject({ ok: true })
  expect(bearers(server).at(-1)).toBe('Bearer token')
})

test('a token file that cannot be read sends nothing', async () => {
  const server = await fakeServer()
  const { cluster, tokenFile } = connect(server)
  writeFileSync(tokenFile, '')
  const answer = await cluster.id()
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } })
  expect(server.seen).toHaveLength(0)
})

test('each context of a kubeconfig keeps its own server and credentials', async () => {
  const [one, two] = [await fakeServer(), await fakeServer({ tls: true })]
  const file = kubeconfig({ one: [one, { token: 'token-one' }], two: [two, { token: 'token-two' }] })
  const clusters = [connected(file, 'one'), connected(file, 'two')]
  for (const server of [one, two]) server.answer(system)
  for (const cluster of clusters) expect(await cluster.id()).toEqual({ ok: true, value: 'u-1' })
  expect(bearers(one)).toEqual(['Bearer token-one'])
  expect(bearers(two)).toEqual(['Bearer token-two'])
})

test('a path of the server stays before every path', async () => {
  const server = await fakeServer()
  const file = kubeconfig({ one: [{ ...server, url: `${server.url}/k8s/clusters/c-1/` }, { token: 't' }] })
  await connected(file, 'one').id()
  expect(server.seen[0]?.path).toBe('/k8s/clusters/c-1/api/v1/namespaces/kube-system')
})

test('a token file of a kubeconfig lies beside it', async () => {
  const server = await fakeServer()
  const file = kubeconfig({ one: [server, { tokenFile: 'the-token' }] })
  writeFileSync(join(dirname(file), 'the-token'), 'from-file\n')
  await connected(file, 'one').id()
  expect(bearers(server)).toEqual(['Bearer from-file'])
})

test('an exec plugin is run once for many calls, and again when its token is refused', async () => {
  const server = await fakeServer()
  const file = kubeconfig({ one: [server, { exec: { apiVersion, command: './plugin', args: [] } }] })
  const plugin = join(dirname(file), 'plugin')
  const counter = join(dirname(file), 'runs')
  writeFileSync(plugin, pluginScript(counter))
  chmodSync(plugin, 0o755)
  const cluster = connected(file, 'one')
  server.answer(system)
  await Promise.all([cluster.ping(), cluster.ping(), cluster.ping()])
  expect(new Set(bearers(server))).toEqual(new Set(['Bearer run-1-client.authentication.k8s.io/v1']))
  server.answer(status(401, 'Unauthorized'), system)
  expect(await cluster.id()).toMatchObject({ ok: true })
  expect(bearers(server).at(-1)).toBe('Bearer run-2-client.authentication.k8s.io/v1')
})

test('a proxy is asked for a tunnel to the server', async () => {
  const server = await fakeServer({ tls: true })
  const tunnels: string[] = []
  const proxy = createServer()
  proxy.on('connect', (request, socket, head) => {
    tunnels.push(request.url ?? '')
    const { hostname, port } = new URL(`http://${request.url}`)
    const onward = connectTo(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => {
    proxy.listen(port, '127.0.0.1', resolve)
  })
  onTestFinished(() => void proxy.close())
  server.answer(system)
  const cluster = connected(kubeconfig({ one: [server, { token: 't' }] }, `http://127.0.0.1:${port}`), 'one')
  expect(await cluster.id()).toEqual({ ok: true, value: 'u-1' })
  expect(tunnels).toEqual([new URL(server.url).host])
  await cluster.close()
})

const apiVersion = 'client.authentication.k8s.io/v1'

interface Wrong {
  readonly context?: string
  readonly user?: object
  readonly server?: string
  readonly proxy?: string
}

test.each<[string, Wrong, string]>([
  ['no such context', { context: 'three' }, 'has no context three; there are: one'],
  ['impersonation in the file', { user: { token: 't', as: 'admin' } }, 'says whom it acts for'],
  ['plain http across the network', { server: 'http://10.0.0.1' }, 'unencrypted to http://10.0.0.1'],
  ['a SOCKS proxy', { proxy: 'socks5://127.0.0.1:1' }, 'only http and https proxies'],
])('%s is refused at start, in words', async (_what, wrong, words) => {
  const server = await fakeServer()
  const { context = 'one', user = { token: 't' }, server: url = server.url, proxy } = wrong
  const file = kubeconfig({ one: [{ ...server, url }, user] }, proxy)
  expect(() => connected(file, context)).toThrow(words)
})

test('a file that is not there is refused at start, with the name of the cluster', () => {
  expect(() => connected('/nowhere/kubeconfig', 'one')).toThrow(/^Cluster fake cannot be used: ENOENT/)
})

test('inCluster outside of a pod is refused at start', () => {
  const config = ClusterConfig.parse({ name: 'here', inCluster: true })
  expect(() => connectClusters([config], { log: quiet, meter: unread })).toThrow('this is no pod')
})

test('two clusters of one name are refused', async () => {
  const server = await fakeServer()
  const file = kubeconfig({ one: [server, { token: 't' }] })
  const config = ClusterConfig.parse({ name: 'twin', kubeconfig: file, context: 'one' })
  expect(() => connectClusters([config, config], { log: quiet, meter: unread })).toThrow('the same name')
})

function connected(kubeconfigFile: string, context: string): Cluster {
  const config = ClusterConfig.parse({ name: 'fake', kubeconfig: kubeconfigFile, context })
  const clusters = connectClusters([config], { log: quiet, meter: unread, random: () => 0 })
  const cluster = clusters.get('fake')
  if (cluster === undefined) throw new Error('no cluster was connected')
  onTestFinished(() => cluster.close())
  return cluster
}

type Place = Pick<FakeServer, 'url' | 'caPem'>

function kubeconfig(places: Record<string, [Place, object]>, proxy?: string): string {
  const file = freshFile('kubeconfig')
  const entries = Object.entries(places)
  const content = {
    clusters: entries.map(([name, [{ url, caPem }]]) => ({
      name,
      cluster: {
        server: url,
        'certificate-authority-data': Buffer.from(caPem).toString('base64'),
        ...(proxy !== undefined && { 'proxy-url': proxy }),
      },
    })),
    users: entries.map(([name, [, user]]) => ({ name, user })),
    contexts: entries.map(([name]) => ({ name, context: { cluster: name, user: name } })),
  }
  writeFileSync(file, stringify(content))
  return file
}

/** Says how often it ran, and which version of the protocol it was asked to speak. */
function pluginScript(counter: string): string {
  return `#!/bin/sh
echo x >> ${counter}
runs=$(wc -l < ${counter} | tr -d ' ')
version=$(printf %s "$KUBERNETES_EXEC_INFO" | sed 's/.*"apiVersion":"\\([^"]*\\)".*/\\1/')
echo '{"status":{"token":"run-'$runs-$version'"}}'
`
}

function bearers(server: FakeServer): (string | undefined)[] {
  return server.seen.map(({ lines }) => lines.find(([name]) => name === 'authorization')?.[1])
}
