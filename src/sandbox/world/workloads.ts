import type { Manifest } from './world.ts'

interface Workload {
  readonly namespace: string
  readonly name: string
  readonly image: string
  readonly replicas?: number
  readonly cause?: string
  readonly env?: readonly object[]
  readonly memory?: string
  readonly strategy?: object
}

/** A Deployment as a careful team writes it: requests, limits, probes, a change cause. */
export function deployment(workload: Workload): Manifest {
  const { namespace, name, replicas = 1, cause, strategy } = workload
  return {
    kind: 'Deployment',
    metadata: {
      name,
      namespace,
      labels: { app: name },
      ...(cause ? { annotations: { 'kubernetes.io/change-cause': cause } } : {}),
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      ...(strategy ? { strategy } : {}),
      template: template(workload),
    },
  }
}

/** A StatefulSet with the Service that names its pods. */
export function statefulSet(workload: Workload): Manifest[] {
  const { namespace, name, replicas = 1 } = workload
  return [
    {
      kind: 'StatefulSet',
      metadata: { name, namespace, labels: { app: name } },
      spec: {
        replicas,
        serviceName: name,
        selector: { matchLabels: { app: name } },
        template: template(workload),
      },
    },
    service(namespace, name),
  ]
}

/** A DaemonSet. */
export function daemonSet(workload: Workload): Manifest {
  const { namespace, name } = workload
  return {
    kind: 'DaemonSet',
    metadata: { name, namespace, labels: { app: name } },
    spec: { selector: { matchLabels: { app: name } }, template: template(workload) },
  }
}

/** A Job that runs once. */
export function job({ namespace, name, image }: Workload): Manifest {
  return {
    kind: 'Job',
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      template: {
        metadata: { labels: { app: name } },
        spec: { restartPolicy: 'Never', containers: [{ name, image }] },
      },
    },
  }
}

/** A Service in front of the pods of one app. */
export function service(namespace: string, name: string): Manifest {
  return {
    kind: 'Service',
    metadata: { name, namespace, labels: { app: name } },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  }
}

function template({ name, image, env, memory = '128Mi' }: Workload): object {
  const probe = { httpGet: { path: '/healthz', port: 8080 } }
  return {
    metadata: { labels: { app: name } },
    spec: {
      containers: [
        {
          name,
          image,
          ports: [{ containerPort: 8080 }],
          ...(env ? { env } : {}),
          resources: { requests: { cpu: '50m', memory }, limits: { memory } },
          livenessProbe: probe,
          readinessProbe: probe,
        },
      ],
    },
  }
}
