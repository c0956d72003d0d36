import { createLogbook } from '../../../src/sandbox/store/logbook.ts'
import { manualClock } from '../../../src/sandbox/store/clock.ts'
import { createStore } from '../../../src/sandbox/store/store.ts'
import { startLife } from '../../../src/sandbox/life/life.ts'
import { objectsOf } from '../../../src/sandbox/life/objects.ts'
import type { Deployment, DeploymentSpec, Pod, PodTemplate } from '../../../src/sandbox/life/types.ts'
import { workerNode } from '../../../src/sandbox/world/nodes.ts'

/** A living cluster on a clock that the test moves. */
export function startCluster({ nodes = 3, seed = 1 } = {}) {
  const clock = manualClock()
  const store = createStore({ clock })
  const logbook = createLogbook({ clock })
  const stop = startLife({ store, clock, logbook, random: seeded(seed) })
  const objects = objectsOf(store)
  for (const name of ['default', 'kube-system', 'kube-node-lease']) {
    objects.create('Namespace', { metadata: { name } })
  }
  for (let number = 1; number <= nodes; number += 1) objects.create('Node', workerNode(number, clock.now()))
  clock.advance(100)
  const at = (name: string) => ({ namespace: 'default', name })
  return {
    clock,
    store,
    logbook,
    objects,
    stop,
    at,
    pods: (app: string): Pod[] =>
      objects.list('Pod', 'default').filter((pod) => pod.metadata.labels?.['app'] === app),
    deployment: (name: string): Deployment => must(objects.get('Deployment', at(name))),
    createDeployment: (name: string, spec: Partial<DeploymentSpec> = {}) =>
      objects.create('Deployment', {
        metadata: at(name),
        spec: { replicas: 1, selector: { matchLabels: { app: name } }, template: template(name), ...spec },
      }),
    setImage: (name: string, image: string) =>
      objects.mutate('Deployment', at(name), (deployment) => {
        deployment.spec.template.spec.containers[0] = { name, image }
      }),
    reasons: (about: string): string[] =>
      objects
        .list('Event', 'default')
        .filter((event) => event.involvedObject.name === about)
        .map((event) => event.reason),
    messages: (about: string): string[] =>
      objects
        .list('Event', 'default')
        .filter((event) => event.involvedObject.name === about)
        .map((event) => event.message),
  }
}

export type Cluster = ReturnType<typeof startCluster>

/** A pod template of one container. */
export function template(app: string, image = `registry.example/${app}:1`): PodTemplate {
  return { metadata: { labels: { app } }, spec: { containers: [{ name: app, image }] } }
}

/** The value, or a failing test when there is none. */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected it to be there')
  return value
}

/** The same numbers each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
