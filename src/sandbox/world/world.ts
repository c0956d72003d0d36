import { apiVersionOf, resourceOf } from '../store/resources.ts'
import { servedResources } from '../api/customs.ts'
import type { KubeObject, ObjectStore, Resource } from '../store/types.ts'
import type { HistoryClock } from './history.ts'
import { workerNode } from './nodes.ts'

/** What a world is made with: the store, and the time that passes while it comes about. */
export interface Builder {
  readonly store: ObjectStore
  readonly clock: HistoryClock
}

/** A world says how far back it begins, and builds itself forward from there. */
export interface World {
  readonly ago: number
  build(builder: Builder): void
}

/** Nodes and the namespaces of Kubernetes itself: what every world starts from. */
export const emptyWorld: World = { ago: 0, build: () => {} }

/** Lays the ground under a world. */
export function layGround({ store, clock }: Builder, nodes: number): void {
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) add(store, namespace(name))
  for (let number = 1; number <= nodes; number += 1) {
    add(store, { ...workerNode(number, clock.now()), apiVersion: 'v1', kind: 'Node' })
  }
}

/** An object as a person writes it. */
export interface Manifest {
  readonly apiVersion?: string
  readonly kind: string
  readonly metadata: Partial<KubeObject['metadata']> & { name: string }
  readonly [field: string]: unknown
}

/** Stores objects, custom ones too. */
export function add(store: ObjectStore, ...manifests: readonly Manifest[]): void {
  for (const manifest of manifests) {
    const resource = resourceFor(store, manifest)
    const metadata = { uid: '', resourceVersion: '', creationTimestamp: '', ...manifest.metadata }
    store.create(resource, { ...manifest, apiVersion: apiVersionOf(resource), metadata })
  }
}

/** A namespace. */
export function namespace(name: string): Manifest {
  return { kind: 'Namespace', metadata: { name } }
}

function resourceFor(store: ObjectStore, { apiVersion, kind }: Manifest): Resource {
  if (apiVersion === undefined) return resourceOf(kind)
  const found = servedResources(store).find((it) => it.kind === kind && apiVersionOf(it) === apiVersion)
  if (!found) throw new Error(`the sandbox does not serve ${apiVersion} ${kind}`)
  return found
}
