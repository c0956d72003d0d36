import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Clock } from '../bot/ports.ts'
import type { Access } from './access.ts'
import { fixed, tokenFile, type Credentials } from './credentials.ts'
import { pluginCredentials } from './plugins.ts'

const text = z.string().min(1).optional()

const KubeconfigCluster = z.looseObject({
  server: z.url(),
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': z.boolean().optional(),
  'tls-server-name': text,
  'proxy-url': text,
})

const KubeconfigUser = z.looseObject({
  token: text,
  tokenFile: text,
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  username: text,
  password: text,
  as: text,
  exec: z
    .looseObject({
      command: z.string(),
      apiVersion: text,
      env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
    })
    .nullish(),
  'auth-provider': z.looseObject({ name: z.string() }).nullish(),
})
export type KubeconfigUser = z.output<typeof KubeconfigUser>

const Kubeconfig = z.looseObject({
  clusters: z.array(z.looseObject({ name: z.string(), cluster: KubeconfigCluster })).default([]),
  contexts: z
    .array(
      z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string(), user: z.string() }) }),
    )
    .default([]),
  users: z.array(z.looseObject({ name: z.string(), user: KubeconfigUser.nullish() })).default([]),
})

/**
 * One context of a kubeconfig, frozen. Read by ourselves because loading client-node costs 85 MB;
 * only exec plugins and auth providers still need it, and they load it when they are first asked.
 */
export function kubeconfigAccess(file: string, contextName: string, clock: Clock): Access {
  const parsed = Kubeconfig.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file} is not a kubeconfig: ${z.prettifyError(parsed.error)}`)
  const { clusters, contexts, users } = parsed.data

  const context = contexts.find(({ name }) => name === contextName)?.context
  if (context === undefined) {
    const there = contexts.map(({ name }) => name).join(', ') || 'none'
    throw new Error(`${file} has no context ${contextName}; there are: ${there}`)
  }
  const cluster = clusters.find(({ name }) => name === context.cluster)?.cluster
  if (cluster === undefined) throw new Error(`${file} has no cluster ${context.cluster}`)
  const user = users.find(({ name }) => name === context.user)?.user
  if (user === undefined || user === null) throw new Error(`${file} has no user ${context.user}`)
  if (user.as !== undefined) {
    throw new Error(`${file}: user ${context.user} has "as", but the bot itself says whom it acts for`)
  }
  const proxy = cluster['proxy-url'] ?? null
  if (proxy !== null && !/^https?:/.test(proxy)) {
    throw new Error(`${file}: only http and https proxies are supported, not ${new URL(proxy).protocol}`)
  }

  const bytes = contentsFrom(dirname(file))
  const certificate = {
    cert: bytes(user['client-certificate-data'], user['client-certificate']),
    key: bytes(user['client-key-data'], user['client-key']),
  }
  return {
    server: new URL(cluster.server),
    ca: bytes(cluster['certificate-authority-data'], cluster['certificate-authority']),
    serverName: cluster['tls-server-name'] ?? null,
    insecure: cluster['insecure-skip-tls-verify'] === true,
    proxy,
    credentials: credentialsOf(user, certificate, { name: context.user, folder: dirname(file), clock }),
  }
}

function credentialsOf(
  user: KubeconfigUser,
  certificate: { readonly cert: Buffer | null; readonly key: Buffer | null },
  parts: { readonly name: string; readonly folder: string; readonly clock: Clock },
): Credentials {
  // kubectl's order: a file that rotates wins over a token written down once.
  if (user.tokenFile !== undefined)
    return tokenFile(resolve(parts.folder, user.tokenFile), certificate, parts.clock)
  if (user.token !== undefined) return fixed({ authorization: `Bearer ${user.token}`, ...certificate })
  if (user.username !== undefined) {
    const basic = Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')
    return fixed({ authorization: `Basic ${basic}`, ...certificate })
  }
  if (user.exec || user['auth-provider']) return pluginCredentials(user, certificate, parts)
  return fixed({ authorization: null, ...certificate })
}

function contentsFrom(folder: string) {
  return (data: string | undefined, file: string | undefined): Buffer | null => {
    if (data !== undefined) return Buffer.from(data, 'base64')
    return file === undefined ? null : readFileSync(resolve(folder, file))
  }
}
