import { KubeObject, type ObjectRef } from '../../../src/core/kube.ts'

/** An object as the API server would give it. */
export function object(parts: { readonly metadata: object; readonly [field: string]: unknown }): KubeObject {
  return KubeObject.parse({ ...parts, metadata: { uid: 'uid', ...parts.metadata } })
}

export function ref(kind: string, name = 'api'): ObjectRef {
  const group = kind === 'Pod' ? '' : 'apps'
  return { group, version: 'v1', kind, plural: `${kind.toLowerCase()}s`, namespace: 'shop', name }
}

interface WorkloadParts {
  readonly replicas?: number
  readonly containers?: readonly object[]
  readonly spec?: object
  readonly metadata?: object
  readonly template?: object
}

/** A Deployment with one container `web`, unless said otherwise. */
export function deployment({
  replicas = 3,
  containers,
  spec,
  metadata,
  template,
}: WorkloadParts = {}): KubeObject {
  return object({
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop', uid: 'api-uid', ...metadata },
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      template: {
        metadata: { labels: { app: 'api' } },
        spec: { containers: containers ?? [{ name: 'web', image: 'reg/api:1.8.2' }] },
        ...template,
      },
      ...spec,
    },
  })
}

export function budget(allowed: number, labels: Record<string, string> = { app: 'api' }): KubeObject {
  return object({
    metadata: { name: 'api' },
    spec: { selector: { matchLabels: labels } },
    status: { disruptionsAllowed: allowed },
  })
}

export function autoscaler(name: string, target: { kind: string; name: string }): KubeObject {
  return object({ metadata: { name }, spec: { minReplicas: 3, maxReplicas: 10, scaleTargetRef: target } })
}
