import type { Clusters } from '../bot/cluster.ts'
import type { ClusterConfig } from '../config/clusters.ts'
import { accessOf, ClusterConfigError } from './access.ts'
import { createCluster, type ClusterParts } from './cluster.ts'

/** Connects nothing yet: reads what each configuration points to, and throws a ClusterConfigError where that is wrong. */
export function connectClusters(configs: readonly ClusterConfig[], parts: ClusterParts): Clusters {
  const byName = new Map(
    configs.map((config) => {
      const access = accessOf(config, parts.clock ?? { now: Date.now })
      return [config.name, createCluster(config, access, parts)]
    }),
  )
  if (byName.size < configs.length) throw new ClusterConfigError('Two clusters have the same name.')
  return { all: [...byName.values()], get: (name) => byName.get(name) }
}
