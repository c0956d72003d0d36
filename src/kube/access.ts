import { readFileSync } from 'node:fs'
import type { Clock } from '../bot/ports.ts'
import type { ClusterConfig } from '../config/clusters.ts'
import { tokenFile, type Credentials } from './credentials.ts'
import { kubeconfigAccess } from './kubeconfig.ts'

/** Where a cluster is and how its server and we prove ourselves to each other; made once and never changed. */
export interface Access {
  /** May carry a path, as behind Rancher. */
  readonly server: URL
  readonly ca: Buffer | null
  readonly serverName: string | null
  readonly insecure: boolean
  readonly proxy: string | null
  readonly credentials: Credentials
}

/** The connection as configured cannot work: said at start, in words. */
export class ClusterConfigError extends Error {}

/** Reads what a configuration points to; throws a ClusterConfigError that says what is missing. */
export function accessOf(config: ClusterConfig, clock: Clock): Access {
  try {
    const access = reached(config, clock)
    if (access.server.protocol === 'http:' && !isLoopback(access.server.hostname)) {
      throw new Error(`credentials would cross the network unencrypted to ${access.server.origin}`)
    }
    return access
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ClusterConfigError(`Cluster ${config.name} cannot be used: ${reason}`, { cause: error })
  }
}

/** Whether a host is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

function reached(config: ClusterConfig, clock: Clock): Access {
  if ('kubeconfig' in config) return kubeconfigAccess(config.kubeconfig, config.context, clock)
  if ('inCluster' in config) return inClusterAccess(clock)
  return tokenAccess(config.server, config.tokenFile, config.caFile, clock)
}

const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount'

function inClusterAccess(clock: Clock): Access {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env
  if (host === undefined || port === undefined) {
    throw new Error('inCluster is set, but KUBERNETES_SERVICE_HOST and _PORT are not: this is no pod')
  }
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`
  return tokenAccess(server, `${serviceAccount}/token`, `${serviceAccount}/ca.crt`, clock)
}

function tokenAccess(server: string, token: string, caFile: string, clock: Clock): Access {
  return {
    server: new URL(server),
    ca: readFileSync(caFile),
    serverName: null,
    insecure: false,
    proxy: null,
    credentials: tokenFile(token, { cert: null, key: null }, clock),
  }
}
