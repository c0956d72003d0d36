import { deployment, job, service, statefulSet } from './workloads.ts'
import { namespace, type Manifest } from './world.ts'

const registry = 'registry.example/shop'

/** So that tests can prove that it is never shown. */
export const FAKE_PASSWORD = 'not-a-real-password-hunter2'

/** The shop as it was first deployed. */
export function shop(): Manifest[] {
  const at = { namespace: 'shop' }
  return [
    namespace('shop'),
    {
      kind: 'ConfigMap',
      metadata: { ...at, name: 'api-settings' },
      data: { LOG_LEVEL: 'info', CURRENCY: 'EUR' },
    },
    secret(),
    deployment({
      ...at,
      name: 'api',
      image: `${registry}/api:1.8.0`,
      replicas: 3,
      cause: 'release 1.8.0',
      env: [
        { name: 'LOG_LEVEL', valueFrom: { configMapKeyRef: { name: 'api-settings', key: 'LOG_LEVEL' } } },
        { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-credentials', key: 'password' } } },
      ],
    }),
    deployment({ ...at, name: 'web', image: `${registry}/web:2.14.0`, replicas: 2, cause: 'release 2.14.0' }),
    deployment({
      ...at,
      name: 'worker',
      image: `${registry}/worker:1.8.0`,
      replicas: 2,
      cause: 'release 1.8.0',
    }),
    deployment({
      ...at,
      name: 'checkout',
      image: `${registry}/checkout:1.3.9`,
      replicas: 2,
      cause: 'release 1.3.9',
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
    }),
    deployment({ ...at, name: 'search', image: `${registry}/search:2.3.9`, cause: 'release 2.3.9' }),
    deployment({ ...at, name: 'recommender', image: `${registry}/recommender:0.9.0-oom`, memory: '64Mi' }),
    ...['api', 'web', 'worker', 'checkout', 'search', 'recommender'].map((name) => service('shop', name)),
    ...statefulSet({ ...at, name: 'orders-db', image: 'registry.example/postgres:17.2', replicas: 2 }),
    job({ ...at, name: 'migrate-orders', image: `${registry}/migrations:1.8.0` }),
    {
      kind: 'PodDisruptionBudget',
      metadata: { ...at, name: 'api' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'api' } } },
    },
    {
      kind: 'CronJob',
      metadata: { ...at, name: 'nightly-report' },
      spec: {
        schedule: '30 2 * * *',
        jobTemplate: { spec: job({ ...at, name: 'report', image: 'r/report:1' })['spec'] },
      },
    },
    promotions,
  ]
}

/** An object of a kind that Kubernetes does not know by itself. */
export const summerSale: Manifest = {
  apiVersion: 'shop.example/v1',
  kind: 'Promotion',
  metadata: { namespace: 'shop', name: 'summer-sale' },
  spec: { discount: '15%', until: '2026-08-31' },
}

const promotions: Manifest = {
  kind: 'CustomResourceDefinition',
  metadata: { name: 'promotions.shop.example' },
  spec: {
    group: 'shop.example',
    scope: 'Namespaced',
    names: {
      kind: 'Promotion',
      listKind: 'PromotionList',
      plural: 'promotions',
      singular: 'promotion',
      shortNames: ['promo'],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        additionalPrinterColumns: [
          { name: 'Discount', type: 'string', jsonPath: '.spec.discount' },
          { name: 'Until', type: 'string', jsonPath: '.spec.until' },
        ],
      },
    ],
  },
}

function secret(): Manifest {
  const data = { username: btoa('orders'), password: btoa(FAKE_PASSWORD) }
  const metadata = { namespace: 'shop', name: 'db-credentials' }
  const applied = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data }
  const lastApplied = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(applied) }
  return { kind: 'Secret', type: 'Opaque', metadata: { ...metadata, annotations: lastApplied }, data }
}
