import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { KubeObject } from '../../src/core/kube.ts'
import { redact } from '../../src/core/redact.ts'
import { shop } from '../../src/sandbox/world/shop.ts'
import { manifest } from '../../src/views/manifest.ts'

const deployments = shop()
  .filter(({ kind }) => kind === 'Deployment')
  .map((object) => KubeObject.parse({ ...object, metadata: { ...object.metadata, uid: 'u1' } }))

test('the deployments of the demo are printed as they are', () => {
  expect(deployments.length).toBeGreaterThan(4)
  for (const object of deployments) {
    const text = manifest([object], 'yaml').join('\n')
    expect(parse(text)).toEqual(JSON.parse(JSON.stringify(object)))
    expect(redact(text)).toBe(text)
  }
})

test('one of them, with its references to secrets', () => {
  const api = deployments.find(({ metadata }) => metadata.name === 'api')
  if (!api) throw new Error('there is no api')
  expect(redact(manifest([api], 'yaml').join('\n'))).toMatchInlineSnapshot(`
    "kind: Deployment
    metadata:
      name: api
      namespace: shop
      uid: u1
      labels:
        app: api
      annotations:
        kubernetes.io/change-cause: release 1.8.0
    spec:
      replicas: 3
      selector:
        matchLabels:
          app: api
      template:
        metadata:
          labels:
            app: api
        spec:
          containers:
            - name: api
              image: registry.example/shop/api:1.8.0
              ports:
                - containerPort: 8080
              env:
                - name: LOG_LEVEL
                  valueFrom:
                    configMapKeyRef:
                      name: api-settings
                      key: LOG_LEVEL
                - name: DB_PASSWORD
                  valueFrom:
                    secretKeyRef:
                      name: db-credentials
                      key: password
              resources:
                requests:
                  cpu: 50m
                  memory: 128Mi
                limits:
                  memory: 128Mi
              livenessProbe:
                httpGet:
                  path: /healthz
                  port: 8080
              readinessProbe:
                httpGet:
                  path: /healthz
                  port: 8080"
  `)
})

test('a pod with all that sounds like a secret and is none is printed as it is', () => {
  const pod = KubeObject.parse({
    kind: 'Pod',
    metadata: { name: 'api', uid: 'u1', annotations: { 'secret.reloader.example/auto': 'true' } },
    spec: {
      automountServiceAccountToken: true,
      serviceAccountName: 'api',
      imagePullSecrets: [{ name: 'registry-token' }],
      affinity: { podAntiAffinity: { required: [{ topologyKey: 'kubernetes.io/hostname' }] } },
      containers: [
        {
          name: 'auth',
          image: 'registry.example/shop/auth-service:2.1.0',
          args: ['--token-file', '/run/token', '--author=ada', '--authority', 'shop.example'],
          env: [
            { name: 'TOKEN_FILE', value: '/run/token' },
            { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
          ],
          envFrom: [{ secretRef: { name: 'db-credentials' } }],
        },
      ],
      volumes: [
        { name: 'tls', secret: { secretName: 'tls', items: [{ key: 'tls.key', path: 'tls.key' }] } },
        {
          name: 'kube-api-access-token',
          projected: { sources: [{ serviceAccountToken: { expirationSeconds: 3607, path: 'token' } }] },
        },
      ],
    },
  })
  const text = manifest([pod], 'yaml').join('\n')
  expect(parse(text)).toEqual(pod)
  expect(redact(text)).toBe(text)
  const json = manifest([pod], 'json').join('\n')
  expect(redact(json)).toBe(json)
})
