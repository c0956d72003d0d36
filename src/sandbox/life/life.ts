import type { Clock, Logbook, ObjectStore } from '../store/types.ts'
import { startChatter } from './chatter.ts'
import { startController } from './controller.ts'
import { daemonSets } from './daemonset.ts'
import { deployments } from './deployment.ts'
import { disruptionBudgets } from './disruption.ts'
import { endpoints } from './endpoints.ts'
import { eventRecorder, type Recorder } from './events.ts'
import { startGarbageCollector } from './garbage.ts'
import { jobs } from './job.ts'
import { kubelet } from './kubelet.ts'
import { namespaces } from './namespaces.ts'
import { heartbeats, nodeLifecycle } from './nodes.ts'
import { objectsOf, type Objects } from './objects.ts'
import { replicaSets } from './replicaset.ts'
import { scheduler } from './scheduler.ts'
import { statefulSets } from './statefulset.ts'
import { taintEviction } from './taints.ts'

/** How fast a container comes to life. */
export interface Tempo {
  readonly startDelay: number
  readonly readyDelay: number
  readonly stopDelay: number
}

export interface LifeOptions {
  readonly store: ObjectStore
  readonly clock: Clock
  readonly logbook: Logbook
  /** Injected by tests, so that names and order repeat themselves. */
  readonly random?: () => number
  readonly tempo?: Partial<Tempo>
}

/** What every controller is given. */
export interface Life {
  readonly store: ObjectStore
  readonly objects: Objects
  readonly clock: Clock
  readonly logbook: Logbook
  readonly random: () => number
  readonly tempo: Tempo
  readonly record: Recorder
}

const TEMPO: Tempo = { startDelay: 400, readyDelay: 300, stopDelay: 500 }

/** Brings a store to life: scheduler, controllers and a kubelet per node; returns their end. */
export function startLife({ store, clock, logbook, random = Math.random, tempo }: LifeOptions): () => void {
  const objects = objectsOf(store)
  const { record, stop: stopEvents } = eventRecorder(objects, clock)
  const life: Life = { store, objects, clock, logbook, random, tempo: { ...TEMPO, ...tempo }, record }
  const controllers = [
    namespaces,
    deployments,
    replicaSets,
    statefulSets,
    daemonSets,
    jobs,
    scheduler,
    kubelet,
    endpoints,
    disruptionBudgets,
    heartbeats,
    nodeLifecycle,
    taintEviction,
  ]
  const stops = controllers.map((controller) => startController(life, controller(life)))
  stops.push(startGarbageCollector(life), startChatter(life), stopEvents, objects.stop)
  return () => stops.forEach((stop) => stop())
}
