import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { testKubeconfig } from '../support/kubeconfig.ts'
import { kubectl } from './kubectl.ts'
import { operator, podCount, podsNamespace, viewer } from './pods.ts'

/** A cluster with fifty pods, in a process of its own. */
export interface Place {
  readonly name: string
  /** What the bot connects with. */
  readonly kubeconfig: string
  readonly context: string
  /** What kubectl connects with. */
  readonly admin: string
  close(): Promise<void>
}

const Kubeconfigs = z.object({ bot: z.string(), admin: z.string() })

/** The embedded cluster. */
export async function sandboxPlace(folder: string): Promise<Place> {
  const child = fork(fileURLToPath(new URL('./sandbox-process.ts', import.meta.url)))
  const [message] = await once(child, 'message')
  const { bot, admin } = Kubeconfigs.parse(message)
  const files = { bot: join(folder, 'sandbox-bot.yaml'), admin: join(folder, 'sandbox-admin.yaml') }
  writeFileSync(files.bot, bot)
  writeFileSync(files.admin, admin)
  return {
    name: 'sandbox',
    kubeconfig: files.bot,
    context: 'sandbox',
    admin: files.admin,
    close: () => ended(child),
  }
}

/** The real API server that the environment names, with the pods made in it; null when it names none. */
export async function realPlace(): Promise<Place | null> {
  const named = testKubeconfig()
  if (named === null) return null
  const { file, context } = named
  await kubectl(file, ['apply', '-f', '-'], JSON.stringify({ kind: 'List', apiVersion: 'v1', items: ground }))
  await kubectl(file, ['-n', podsNamespace, 'rollout', 'status', 'deployment/api', '--timeout=120s'])
  return {
    name: 'kube-apiserver',
    kubeconfig: file,
    context,
    admin: file,
    close: async () => {
      await kubectl(file, ['delete', 'clusterrolebinding', binding])
      await kubectl(file, ['delete', 'namespace', podsNamespace, '--wait=false'])
    },
  }
}

const binding = 'roundsman-bench'
const rbac = 'rbac.authorization.k8s.io'
const labels = { app: 'api' }

const ground = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: podsNamespace } },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: binding },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'view' },
    subjects: viewer.groups.map((name) => ({ apiGroup: rbac, kind: 'Group', name })),
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'operators', namespace: podsNamespace },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'edit' },
    subjects: operator.groups.map((name) => ({ apiGroup: rbac, kind: 'Group', name })),
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: podsNamespace },
    spec: {
      replicas: podCount,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'api', image: 'registry.example/api:1' }] },
      },
    },
  },
]

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.disconnect()
  await exit
}
