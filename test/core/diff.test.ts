import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, diffObjects, specOf } from '../../src/core/diff.ts'

function deployment(image: string, replicas = 3) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', uid: 'u1', resourceVersion: '1', generation: 1, annotations: { 'a.b/c': 'x' } },
    spec: {
      replicas,
      template: {
        spec: {
          containers: [
            { name: 'api', image },
            { name: 'log', image: 'log:1' },
          ],
        },
      },
    },
    status: { readyReplicas: 3 },
  }
}

test('an image is found by the name of its container', () => {
  expect(diffObjects(deployment('api:1'), deployment('api:2'))).toEqual([
    { path: 'spec.template.spec.containers[api].image', before: 'api:1', after: 'api:2' },
  ])
})

test('what the server moves by itself is no change', () => {
  const before = deployment('api:1')
  const after = {
    ...before,
    metadata: {
      ...before.metadata,
      resourceVersion: '9',
      generation: 2,
      uid: 'u2',
      managedFields: [{}],
      creationTimestamp: 'x',
    },
    status: { readyReplicas: 0 },
  }
  expect(diffObjects(before, after)).toEqual([])
})

test('what is added has no before, what is removed has no after', () => {
  const before = { spec: { containers: [{ name: 'a' }], paused: true } }
  const after = {
    spec: { containers: [{ name: 'a' }, { name: 'b', image: 'b:1' }] },
    metadata: { labels: { 'x.y/z': '1' } },
  }
  expect(diffObjects(before, after)).toEqual([
    { path: 'metadata', after: { labels: { 'x.y/z': '1' } } },
    { path: 'spec.containers[b]', after: { name: 'b', image: 'b:1' } },
    { path: 'spec.paused', before: true },
  ])
})

test('keys with dots are bracketed, lists without names are counted', () => {
  const before = { metadata: { annotations: { 'a.b/c': '1' } }, spec: { args: ['x', 'y'] } }
  const after = { metadata: { annotations: { 'a.b/c': '2' } }, spec: { args: ['x', 'z', 'w'] } }
  expect(diffObjects(before, after).map(({ path }) => path)).toEqual([
    'metadata.annotations[a.b/c]',
    'spec.args[1]',
    'spec.args[2]',
  ])
})

test('a changed order of init containers is a change', () => {
  const [a, b] = [{ name: 'a' }, { name: 'b' }]
  expect(diffObjects({ spec: { initContainers: [a, b] } }, { spec: { initContainers: [b, a] } })).toEqual([
    { path: 'spec.initContainers[order]', before: ['a', 'b'], after: ['b', 'a'] },
  ])
})

test('a spec is hashed without replicas unless they are what is asked for', () => {
  expect(canonical(specOf(deployment('api:1', 3), false))).toBe(
    canonical(specOf(deployment('api:1', 5), false)),
  )
  expect(canonical(specOf(deployment('api:1', 3), true))).not.toBe(
    canonical(specOf(deployment('api:1', 5), true)),
  )
  expect(canonical(specOf(deployment('api:1'), false))).not.toBe(
    canonical(specOf(deployment('api:2'), false)),
  )
})

test('an object without a spec is its content', () => {
  expect(
    specOf(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', uid: 'u' }, data: { b: '1', a: '2' } },
      false,
    ),
  ).toEqual({
    data: { a: '2', b: '1' },
  })
})

test('nothing differs from itself, and canonical text does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(diffObjects(value, structuredClone(value))).toEqual([])
      expect(canonical(reversed(value))).toBe(canonical(value))
    }),
  )
})

test('whatever differs is found', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      const differs = canonical({ spec: before }) !== canonical({ spec: after })
      expect(diffObjects({ spec: before }, { spec: after }).length > 0).toBe(differs)
    }),
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, one]) => [key, reversed(one)]),
  )
}
