import { dig, digList, digText, isRecord } from './json.ts'
import { fill } from './fill.ts'
import { podAdmission, podSpec, qosClass } from './pod-defaults.ts'
import type { KubeObject, Resource } from './types.ts'

/** Fills in what Kubernetes fills in, as far as people and the bot read it. Changes the object in place. */
export function applyDefaults(_resource: Resource, object: KubeObject): void {
  defaultsByKind[object.kind]?.(object)
}

type Defaulter = (object: KubeObject) => void

const defaultsByKind: Readonly<Record<string, Defaulter>> = {
  Pod(pod) {
    podSpec(pod.spec)
    podAdmission(pod.spec)
    pod.status ??= {}
    fill(pod.status, { phase: 'Pending', qosClass: qosClass(pod.spec) })
  },
  Deployment(deployment) {
    fill(deployment.spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 })
    fill(deployment.spec, { strategy: { type: 'RollingUpdate' } })
    const strategy = dig(deployment.spec, 'strategy')
    fill(strategy, { type: 'RollingUpdate' })
    if (digText(strategy, 'type') === 'RollingUpdate') {
      fill(strategy, { rollingUpdate: {} })
      fill(dig(strategy, 'rollingUpdate'), { maxSurge: '25%', maxUnavailable: '25%' })
    }
    podSpec(dig(deployment.spec, 'template', 'spec'))
  },
  ReplicaSet(set) {
    fill(set.spec, { replicas: 1 })
    podSpec(dig(set.spec, 'template', 'spec'))
    fill(set.status, { replicas: 0 })
  },
  StatefulSet(set) {
    fill(set.spec, { replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady' })
    fill(set.spec, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } })
    fill(set.spec, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } })
    podSpec(dig(set.spec, 'template', 'spec'))
    fill(set.status, { replicas: 0, availableReplicas: 0 })
  },
  DaemonSet(set) {
    fill(set.spec, {
      revisionHistoryLimit: 10,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    })
    podSpec(dig(set.spec, 'template', 'spec'))
    fill(set.status, { currentNumberScheduled: 0, desiredNumberScheduled: 0 })
    fill(set.status, { numberMisscheduled: 0, numberReady: 0 })
  },
  Job(job) {
    fill(job.spec, { backoffLimit: 6, parallelism: 1, completionMode: 'NonIndexed', suspend: false })
    if (dig(job.spec, 'parallelism') === 1) fill(job.spec, { completions: 1 })
    if (dig(job.spec, 'manualSelector') !== true) jobLabels(job)
    podSpec(dig(job.spec, 'template', 'spec'))
  },
  CronJob(job) {
    fill(job.spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    })
    podSpec(dig(job.spec, 'jobTemplate', 'spec', 'template', 'spec'))
  },
  HorizontalPodAutoscaler(autoscaler) {
    fill(autoscaler.spec, { minReplicas: 1 })
    fill(autoscaler.status, { desiredReplicas: 0 })
  },
  PodDisruptionBudget: (budget) =>
    fill(budget.status, { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 }),
  CustomResourceDefinition: definition,
  Service: service,
  Namespace(namespace) {
    namespace.spec ??= { finalizers: ['kubernetes'] }
    namespace.status ??= {}
    fill(namespace.status, { phase: 'Active' })
    namespace.metadata.labels = {
      ...namespace.metadata.labels,
      'kubernetes.io/metadata.name': namespace.metadata.name,
    }
  },
  PersistentVolumeClaim(claim) {
    fill(claim.spec, { volumeMode: 'Filesystem' })
    claim.status ??= {}
    fill(claim.status, { phase: 'Pending' })
  },
  Secret(secret) {
    fill(secret, { type: 'Opaque' })
    const plain = secret['stringData']
    if (!isRecord(plain)) return
    const encoded = Object.entries(plain).map(([key, text]) => [
      key,
      Buffer.from(String(text)).toString('base64'),
    ])
    secret['data'] = { ...(isRecord(secret['data']) ? secret['data'] : {}), ...Object.fromEntries(encoded) }
    delete secret['stringData']
  },
}

/** A job finds its pods by its own uid, so that two jobs of one name never share them. */
function jobLabels(job: KubeObject): void {
  const { uid, name } = job.metadata
  const labels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  }
  fill(job.spec, { selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } } })
  fill(dig(job.spec, 'template'), { metadata: {} })
  fill(dig(job.spec, 'template', 'metadata'), { labels: {} })
  fill(dig(job.spec, 'template', 'metadata', 'labels'), labels)
  job.metadata.labels = { ...labels, ...job.metadata.labels }
}

/** Definitions are served at once; `kubectl wait --for=condition=Established` reads these conditions. */
function definition(object: KubeObject): void {
  const lastTransitionTime = object.metadata.creationTimestamp
  const condition = (type: string, reason: string) => ({ type, status: 'True', reason, lastTransitionTime })
  fill(object.spec, { conversion: { strategy: 'None' } })
  const stored = digList(object.spec, 'versions').find((version) => dig(version, 'storage') === true)
  fill(object.status, {
    storedVersions: [digText(stored, 'name') ?? ''],
    acceptedNames: structuredClone(dig(object.spec, 'names')),
    conditions: [condition('NamesAccepted', 'NoConflicts'), condition('Established', 'InitialNamesAccepted')],
  })
}

function service(object: KubeObject): void {
  fill(object.spec, { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' })
  fill(object.status, { loadBalancer: {} })
  if (digText(object.spec, 'type') === 'ExternalName') return
  const address = digText(object.spec, 'clusterIP') ?? clusterIp(object.metadata.uid)
  fill(object.spec, {
    clusterIP: address,
    clusterIPs: [address],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
  })
  for (const port of digList(object.spec, 'ports'))
    fill(port, { protocol: 'TCP', targetPort: dig(port, 'port') })
}

/** An address out of 10.96.0.0/12 that a service keeps as long as it lives, because its uid does not change. */
function clusterIp(uid: string): string {
  const number = Number.parseInt(uid.slice(0, 5), 16) || 1
  return `10.${96 + ((number >> 16) & 15)}.${(number >> 8) & 255}.${number & 255 || 1}`
}
