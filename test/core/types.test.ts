import { expect, test } from 'vitest'
import type { ApiKind } from '../../src/core/kube.ts'
import { resolveType } from '../../src/core/types.ts'

const kinds = [
  kind('/v1', 'Pod', 'pods', ['po']),
  kind('/v1', 'Event', 'events', ['ev']),
  kind('/v1', 'Service', 'services', ['svc']),
  kind('serving.knative.dev/v1', 'Service', 'services', ['kservice', 'ksvc']),
  kind('metrics.k8s.io/v1beta1', 'PodMetrics', 'pods', []),
  kind('events.k8s.io/v1', 'Event', 'events', ['ev']),
  kind('acme.io/v1', 'EvictionPolicy', 'evictionpolicies', ['ev', 'pol']),
  kind('kyverno.io/v1', 'Policy', 'policies', ['pol']),
  kind('apps/v1', 'Deployment', 'deployments', ['deploy']),
  kind('apps.acme.io/v1', 'Deployment', 'deployments', ['deploy']),
  kind('batch/v1', 'Job', 'jobs', []),
  kind('cert-manager.io/v1', 'Certificate', 'certificates', ['cert', 'certs']),
]

function kind(apiVersion: string, name: string, plural: string, shortNames: string[]): ApiKind {
  const [group = '', version = ''] = apiVersion.split('/')
  const singular = name.toLowerCase()
  return {
    group,
    version,
    kind: name,
    plural,
    singular,
    shortNames,
    namespaced: true,
    verbs: [],
    subresources: [],
  }
}

function resolved(word: string): string {
  const outcome = resolveType(kinds, word)
  if (outcome.ok) return `${outcome.value.plural}/${outcome.value.group}`
  return JSON.stringify(
    outcome.failure.kind === 'ambiguous'
      ? outcome.failure.candidates.map(({ plural, group }) => `${plural}.${group}`)
      : outcome.failure,
  )
}

test.each([
  ['po', 'pods/'],
  ['pod', 'pods/'],
  ['Pods', 'pods/'],
  ['deploy', 'deployments/apps'],
  ['Deployment', 'deployments/apps'],
  ['deployments.apps', 'deployments/apps'],
  ['deployments.v1.apps', 'deployments/apps'],
  ['deploy.apps.acme.io', 'deployments/apps.acme.io'],
  ['deployments.v1.apps.acme.io', 'deployments/apps.acme.io'],
  ['pods.v1.', 'pods/'],
  ['pods.v1', 'pods/'],
  ['pods.metrics.k8s.io', 'pods/metrics.k8s.io'],
  ['certificates.cert-manager', 'certificates/cert-manager.io'],
  ['svc', 'services/'],
  ['ksvc', 'services/serving.knative.dev'],
  ['cert', 'certificates/cert-manager.io'],
])('%s is %s', (word, meant) => {
  expect(resolved(word)).toBe(meant)
})

test('a built-in kind wins over a custom one of the same short name, wherever it stands', () => {
  expect(resolved('ev')).toBe('events/')
  expect(resolveType(kinds.toReversed(), 'ev')).toMatchObject({ ok: true, value: { group: '' } })
})

test('two custom groups with one short name are asked about', () => {
  expect(resolved('pol')).toBe('["evictionpolicies.acme.io","policies.kyverno.io"]')
})

test('two versions of one kind are one candidate', () => {
  const versions = [
    kind('acme.io/v2', 'Widget', 'widgets', ['wd']),
    kind('acme.io/v1', 'Widget', 'widgets', ['wd']),
  ]
  expect(resolveType(versions, 'wd')).toMatchObject({ ok: true, value: { version: 'v2' } })
})

test('an unknown type is answered with the nearest', () => {
  expect(resolved('depoly')).toBe('{"kind":"unknown","suggestion":"deploy"}')
  expect(resolved('dep')).toBe('{"kind":"unknown","suggestion":"deploy"}')
  expect(resolved('deploym')).toBe('{"kind":"unknown","suggestion":"deployment"}')
  expect(resolved('gizmos')).toBe('{"kind":"unknown"}')
  expect(resolved('deployments.v2.apps')).toContain('"unknown"')
})
