/** A Deployment of two containers in the namespace `shop`. */
export const deployment = (name = 'api', spec: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [
          {
            name: 'app',
            image: 'nginx:1',
            ports: [{ containerPort: 80 }],
            env: [{ name: 'MODE', value: 'a' }],
          },
          { name: 'side', image: 'busybox' },
        ],
      },
    },
    ...spec,
  },
})

/** A ConfigMap in the namespace `shop`. */
export const configMap = (name: string, data: object = {}, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop', ...metadata },
  data,
})

/** A pod in the namespace `shop`, on a node and ready unless told otherwise. */
export const pod = (
  name: string,
  { spec = {}, status = {} }: { spec?: object; status?: object } = {},
): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: 'api' } },
  spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'nginx:1' }], ...spec },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], ...status },
})
