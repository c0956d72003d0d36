import { expect, test } from 'vitest'
import type { Seen, Reply } from './fake-server.ts'
import { connect, fakeServer, status } from './fake-server.ts'

const verbs = ['get', 'list']
const resource = (name: string, kind: string, more: object = {}) => ({
  resource: name,
  responseKind: { group: '', version: '', kind },
  scope: 'Namespaced',
  singularResource: kind.toLowerCase(),
  verbs,
  ...more,
})
const list = (items: object[]) => ({ body: { kind: 'APIGroupDiscoveryList', items } })

test('two documents tell everything, and each kind comes in the first version that has it', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server)
  const core = list([
    {
      metadata: {},
      versions: [{ version: 'v1', resources: [resource('events', 'Event', { shortNames: ['ev'] })] }],
    },
  ])
  const groups = list([
    {
      metadata: { name: 'events.k8s.io' },
      versions: [{ version: 'v1', resources: [resource('events', 'Event')] }],
    },
    {
      metadata: { name: 'example.dev' },
      versions: [
        {
          version: 'v2',
          resources: [resource('things', 'Thing', { subresources: [{ subresource: 'scale' }] })],
        },
        {
          version: 'v1',
          resources: [resource('things', 'Thing'), resource('olds', 'Old', { scope: 'Cluster' })],
        },
      ],
    },
  ])
  const both = ({ path }: Seen): Reply => (path === '/api' ? core : groups)
  server.answer(both)
  const kinds = await cluster.kinds()
  expect(kinds.ok && kinds.value).toEqual([
    kind('', 'v1', 'Event', { shortNames: ['ev'] }),
    kind('events.k8s.io', 'v1', 'Event'),
    kind('example.dev', 'v2', 'Thing', { subresources: ['scale'] }),
    kind('example.dev', 'v1', 'Old', { namespaced: false }),
  ])
  expect(server.seen).toHaveLength(2)
  expect(server.seen[0]?.lines.find(([name]) => name === 'accept')?.[1]).toMatch(
    /^application\/json;g=apidiscovery\.k8s\.io;v=v2;as=APIGroupDiscoveryList,/,
  )
})

test('an older server is asked group by group, and one that is away hides no other', async () => {
  const server = await fakeServer()
  const { cluster } = connect(server, { policy: { failuresToRest: 99 } })
  const documents: Record<string, Reply> = {
    '/api': { body: { kind: 'APIVersions', versions: ['v1'] } },
    '/api/v1': resources([
      old('pods', 'Pod', { shortNames: ['po'] }),
      old('pods/log', 'Pod'),
      old('pods/eviction', 'E'),
    ]),
    '/apis': {
      body: {
        kind: 'APIGroupList',
        groups: [
          {
            name: 'batch',
            versions: [{ version: 'v1beta1' }, { version: 'v1' }],
            preferredVersion: { version: 'v1' },
          },
          { name: 'metrics.k8s.io', versions: [{ version: 'v1beta1' }] },
        ],
      },
    },
    '/apis/batch/v1': resources([old('jobs', 'Job')]),
    '/apis/batch/v1beta1': resources([old('jobs', 'Job'), old('cronjobs', 'CronJob')]),
  }
  server.answer(
    ({ path }) => documents[path] ?? status(503, 'the server is currently unable to handle the request'),
  )
  const kinds = await cluster.kinds()
  expect(kinds.ok && kinds.value).toEqual([
    kind('', 'v1', 'Pod', { shortNames: ['po'], subresources: ['log', 'eviction'] }),
    kind('batch', 'v1', 'Job'),
    kind('batch', 'v1beta1', 'CronJob'),
  ])
})

function resources(found: object[]): Reply {
  return { body: { kind: 'APIResourceList', resources: found } }
}

function old(name: string, kindName: string, more: object = {}) {
  return { name, kind: kindName, singularName: kindName.toLowerCase(), namespaced: true, verbs, ...more }
}

function kind(group: string, version: string, name: string, more: object = {}) {
  const singular = name.toLowerCase()
  const defaults = {
    plural: `${singular}s`,
    singular,
    shortNames: [],
    namespaced: true,
    verbs,
    subresources: [],
  }
  return { group, version, kind: name, ...defaults, ...more }
}
