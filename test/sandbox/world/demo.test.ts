import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authorize } from '../../../src/sandbox/api/rbac.ts'
import type { User } from '../../../src/sandbox/api/call.ts'
import { startLife } from '../../../src/sandbox/life/life.ts'
import { objectsOf, type Objects } from '../../../src/sandbox/life/objects.ts'
import { manualClock } from '../../../src/sandbox/store/clock.ts'
import { createLogbook } from '../../../src/sandbox/store/logbook.ts'
import { createStore } from '../../../src/sandbox/store/store.ts'
import type { ObjectStore } from '../../../src/sandbox/store/types.ts'
import { demoWorld } from '../../../src/sandbox/world/demo.ts'
import { historyClock } from '../../../src/sandbox/world/history.ts'
import { bot, people } from '../../../src/sandbox/world/people.ts'
import { layGround } from '../../../src/sandbox/world/world.ts'

let store: ObjectStore
let objects: Objects
let stop: () => void
const present = manualClock()
const clock = historyClock(present, demoWorld.ago)

beforeAll(() => {
  store = createStore({ clock })
  stop = startLife({ store, clock, logbook: createLogbook({ clock }) })
  layGround({ store, clock }, 3)
  demoWorld.build({ store, clock })
  clock.catchUp()
  objects = objectsOf(store)
})
afterAll(() => stop())

describe('the demo', () => {
  test('shows a shop with a past, and each of its troubles', () => {
    const waiting = objects
      .list('Pod', 'shop')
      .flatMap(({ metadata, status }) =>
        (status?.containerStatuses ?? []).map(({ state, lastState }) => [
          metadata.labels?.['app'],
          state.waiting?.reason ?? state.terminated?.reason ?? 'fine',
          lastState.terminated?.reason,
        ]),
      )
    expect(waiting).toContainEqual(['checkout', 'CrashLoopBackOff', 'Error'])
    expect(waiting).toContainEqual(['search', 'ImagePullBackOff', undefined])
    expect(waiting).toContainEqual(['recommender', 'CrashLoopBackOff', 'OOMKilled'])
    expect(waiting).toContainEqual(['migrate-orders', 'Completed', undefined])
    expect(waiting.filter(([app, state]) => app === 'api' && state === 'fine')).toHaveLength(3)
  })

  test('has three releases of the api to go back to', () => {
    const history = objects
      .list('ReplicaSet', 'shop')
      .filter(({ metadata }) => metadata.labels?.['app'] === 'api')
      .map(({ metadata }) => [
        metadata.annotations?.['deployment.kubernetes.io/revision'],
        metadata.annotations?.['kubernetes.io/change-cause'],
      ])
    expect(history).toEqual([
      ['1', 'release 1.8.0'],
      ['2', 'release 1.8.1'],
      ['3', 'release 1.8.2'],
    ])
  })

  test('goes on living once it has caught up', () => {
    const before = objects.list('Pod', 'dev').length
    objects.delete('Deployment', { namespace: 'dev', name: 'web' })
    present.advance(5_000)
    expect(objects.list('Pod', 'dev')).toHaveLength(before - 1)
  })
})

describe('who may do what in the demo', () => {
  const may = (user: User, request: string): boolean => {
    const [verb = '', what = '', namespace] = request.split(' ')
    const [path = '', group = ''] = what.split('@')
    const [resource = '', subresource] = path.split('/')
    const name = namespace === undefined ? 'kube-system' : 'any'
    return authorize(store, user, { verb, group, resource, subresource, namespace, name }).allowed
  }
  const changes = [
    'patch deployments@apps shop',
    'patch deployments/scale@apps dev',
    'delete pods shop',
    'create pods/eviction shop',
  ]
  const reads = ['list pods shop', 'get pods/log shop', 'watch nodes', 'list promotions@shop.example shop']

  test.each([
    ['vera', reads, [...changes, 'get secrets shop']],
    ['oscar', [...reads, ...changes], ['get secrets shop', 'patch deployments@apps platform']],
    ['ada', [...reads, ...changes], ['get secrets shop', 'delete nodes']],
    ['dana', [...reads, ...changes, 'get secrets shop', 'delete nodes'], []],
  ] as const)('%s', (name, allowed, refused) => {
    expect(allowed.filter((request) => !may(people[name], request))).toEqual([])
    expect(refused.filter((request) => may(people[name], request))).toEqual([])
  })

  test('the bot itself may hardly do anything but act as these people, within what it offers', () => {
    const allowed = [
      'get namespaces',
      'impersonate-on:user-info:list pods shop',
      'impersonate-on:user-info:patch deployments@apps shop',
      'impersonate-on:user-info:create selfsubjectaccessreviews@authorization.k8s.io',
    ]
    const refused = [...reads, ...changes, 'impersonate-on:user-info:get secrets shop', 'impersonate users']
    expect(allowed.filter((request) => !may(bot, request))).toEqual([])
    expect(refused.filter((request) => may(bot, request))).toEqual([])
    const as = (name: string) =>
      authorize(store, bot, {
        verb: 'impersonate:user-info',
        group: 'authentication.k8s.io',
        resource: 'users',
        name,
      }).allowed
    expect([as('vera@example.com'), as('eve@example.com')]).toEqual([true, false])
  })
})
