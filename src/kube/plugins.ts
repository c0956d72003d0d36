import type { RequestOptions } from 'node:https'
import { resolve } from 'node:path'
import type { Clock } from '../bot/ports.ts'
import { renewed, type Credential, type Credentials } from './credentials.ts'
import type { KubeconfigUser } from './kubeconfig.ts'

const patienceMs = 30_000

/** Exec plugins and auth providers, run by client-node; a plugin that hangs is given up. */
export function pluginCredentials(
  user: KubeconfigUser,
  certificate: Pick<Credential, 'cert' | 'key'>,
  parts: { readonly name: string; readonly folder: string; readonly clock: Clock },
): Credentials {
  let plugin: ReturnType<typeof configured> | null = null
  const credentials = renewed(async () => {
    plugin ??= configured(user, parts)
    const options: RequestOptions = {}
    await patiently((await plugin).applyToHTTPSOptions(options))
    return {
      authorization: bearerIn(options.headers),
      cert: pem(options.cert) ?? certificate.cert,
      key: pem(options.key) ?? certificate.key,
    }
  }, parts.clock)
  return {
    current: credentials.current,
    drop: () => {
      // client-node keeps a token until it expires, accepted or not: a new instance has none.
      plugin = null
      return credentials.drop()
    },
  }
}

/** Only the user matters here: the connection is ours, so the cluster in it is never called. */
async function configured(user: KubeconfigUser, parts: { readonly name: string; readonly folder: string }) {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: [{ name: 'one', server: 'https://localhost', skipTLSVerify: true }],
    users: [{ name: parts.name, exec: execOf(user, parts.folder), authProvider: user['auth-provider'] }],
    contexts: [{ name: 'one', cluster: 'one', user: parts.name }],
    currentContext: 'one',
  })
  return config
}

function execOf(user: KubeconfigUser, folder: string): object | null {
  if (!user.exec) return null
  const { command, env, apiVersion } = user.exec
  const info = { apiVersion, kind: 'ExecCredential', spec: { interactive: false } }
  return {
    ...user.exec,
    command: command.includes('/') ? resolve(folder, command) : command,
    env: [...(env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }],
  }
}

function bearerIn(headers: RequestOptions['headers']): string | null {
  const value = new Map<string, unknown>(Object.entries(headers ?? {})).get('Authorization')
  return typeof value === 'string' ? value : null
}

function pem(value: unknown): string | Buffer | null {
  return typeof value === 'string' || Buffer.isBuffer(value) ? value : null
}

async function patiently(work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`the credential plugin said nothing for ${patienceMs / 1000} s`)),
    patienceMs,
  )
  try {
    await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
