import { describe, expect, test } from 'vitest'
import { ApiError } from '../../../src/sandbox/store/errors.ts'
import { manualClock } from '../../../src/sandbox/store/clock.ts'
import { resourceOf } from '../../../src/sandbox/store/resources.ts'
import { createStore } from '../../../src/sandbox/store/store.ts'
import type { Change, KubeObject } from '../../../src/sandbox/store/types.ts'

const pods = resourceOf('Pod')
const maps = resourceOf('ConfigMap')
const deployments = resourceOf('Deployment')

const make = (kind: string, name: string, rest: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'shop', uid: '', resourceVersion: '', creationTimestamp: '' },
  ...rest,
})
const map = (name: string, data: object = {}) => make('ConfigMap', name, { data })
const at = (name: string) => ({ namespace: 'shop', name })
const refused = (run: () => unknown): number => {
  try {
    run()
  } catch (error) {
    if (error instanceof ApiError) return error.code
    throw error
  }
  return 0
}

function fresh(window?: number) {
  const clock = manualClock(Date.parse('2026-05-01T10:00:00.789Z'))
  return { clock, store: createStore({ clock, ...(window === undefined ? {} : { window }) }) }
}

describe('writes', () => {
  test('a new object gets an identity, and its status is dropped', () => {
    const { store } = fresh()
    const made = store.create(deployments, make('Deployment', 'api', { spec: {}, status: { replicas: 9 } }))
    expect(made.metadata).toMatchObject({
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      creationTimestamp: '2026-05-01T10:00:00Z',
      generation: 1,
    })
    expect(made.status).toEqual({})
  })

  test('generateName draws a name, and one name is given once', () => {
    const { store } = fresh()
    const input = map('')
    input.metadata.generateName = 'job-'
    expect(store.create(maps, input).metadata.name).toMatch(/^job-[a-z0-9]{5}$/)
    store.create(maps, map('a'))
    expect(refused(() => store.create(maps, map('a')))).toBe(409)
  })

  test('the generation counts changes of the spec and nothing else', () => {
    const { store } = fresh()
    store.create(deployments, make('Deployment', 'api', { spec: { replicas: 1 } }))
    const generation = (change: (object: KubeObject) => void) =>
      store.mutate(deployments, at('api'), change)?.metadata.generation
    expect(generation((object) => (object.status = { replicas: 1 }))).toBe(1)
    expect(generation((object) => (object.metadata.labels = { a: 'b' }))).toBe(1)
    expect(generation((object) => (object.spec = { replicas: 2 }))).toBe(2)
  })

  test('writing the same again, in another order of keys, changes no revision', () => {
    const { store } = fresh()
    const made = store.create(maps, map('a', { x: '1', y: '2' }))
    const again = store.update(maps, { ...made, data: { y: '2', x: '1' } })
    expect(again.metadata.resourceVersion).toBe(made.metadata.resourceVersion)
    expect(store.revision()).toBe(made.metadata.resourceVersion)
  })

  test('a stale version and a foreign uid are conflicts', () => {
    const { store } = fresh()
    const made = store.create(maps, map('a'))
    store.update(maps, { ...made, data: { x: '1' } })
    expect(refused(() => store.update(maps, { ...made, data: { x: '2' } }))).toBe(409)
    const other = { ...made, metadata: { ...made.metadata, resourceVersion: '', uid: 'other' } }
    expect(refused(() => store.update(maps, other))).toBe(409)
  })

  test('a dry run answers what would be, and stores nothing', () => {
    const { store } = fresh()
    const before = store.revision()
    expect(store.create(maps, map('a'), { dryRun: true }).metadata.uid).not.toBe('')
    expect(store.list(maps)).toEqual([])
    expect(store.revision()).toBe(before)
  })

  test('what a reader got cannot change what is stored', () => {
    const { store } = fresh()
    store.create(maps, map('a', { x: '1' }))
    const read = store.get(maps, 'shop', 'a')
    if (read !== undefined) read['data'] = {}
    expect(store.get(maps, 'shop', 'a')?.['data']).toEqual({ x: '1' })
    expect(Object.isFrozen(store.list(maps)[0]?.metadata)).toBe(true)
  })

  test('times have one spelling, but data is left alone', () => {
    const { store } = fresh()
    const time = '2026-05-01T10:00:00.5Z'
    const lease = resourceOf('Lease')
    const made = store.create(lease, make('Lease', 'l', { spec: { renewTime: time, otherTime: time } }))
    expect(made.spec).toEqual({ renewTime: '2026-05-01T10:00:00.500000Z', otherTime: '2026-05-01T10:00:00Z' })
    expect(store.create(maps, map('a', { startTime: time }))['data']).toEqual({ startTime: time })
  })
})

describe('deletion', () => {
  test('a running pod gets its grace, and goes when its kubelet says so', () => {
    const { store } = fresh()
    store.create(pods, make('Pod', 'p', { spec: { nodeName: 'n', containers: [] } }))
    const left = store.delete(pods, at('p'))
    expect(left?.metadata).toMatchObject({
      deletionTimestamp: '2026-05-01T10:00:30Z',
      deletionGracePeriodSeconds: 30,
    })
    store.remove(pods, at('p'))
    expect(store.get(pods, 'shop', 'p')).toBeUndefined()
  })

  test('the shorter of two graces wins', () => {
    const { store } = fresh()
    store.create(pods, make('Pod', 'p', { spec: { nodeName: 'n', containers: [] } }))
    store.delete(pods, at('p'), { gracePeriodSeconds: 60 })
    expect(store.delete(pods, at('p'), { gracePeriodSeconds: 5 })?.metadata.deletionGracePeriodSeconds).toBe(
      5,
    )
    expect(store.delete(pods, at('p'), { gracePeriodSeconds: 50 })?.metadata.deletionGracePeriodSeconds).toBe(
      5,
    )
    expect(store.delete(pods, at('p'), { gracePeriodSeconds: 0 })).toBeUndefined()
  })

  test('a pod without a node goes at once', () => {
    const { store } = fresh()
    store.create(pods, make('Pod', 'p', { spec: { containers: [] } }))
    expect(store.delete(pods, at('p'))).toBeUndefined()
    expect(store.list(pods)).toEqual([])
  })

  test.each([
    ['Foreground', 'foregroundDeletion'],
    ['Orphan', 'orphan'],
  ] as const)('%s waits for %s', (propagationPolicy, finalizer) => {
    const { store } = fresh()
    store.create(maps, map('a'))
    expect(store.delete(maps, at('a'), { propagationPolicy })?.metadata.finalizers).toEqual([finalizer])
    store.mutate(maps, at('a'), ({ metadata }) => {
      metadata.finalizers = []
    })
    expect(store.get(maps, 'shop', 'a')).toBeUndefined()
  })

  test('a namespace stays until its own finalizer is gone', () => {
    const { store } = fresh()
    const namespaces = resourceOf('Namespace')
    store.create(namespaces, make('Namespace', 'x'))
    const left = store.delete(namespaces, { name: 'x' })
    expect(left).toMatchObject({ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Terminating' } })
    store.mutate(namespaces, { name: 'x' }, (object) => {
      object.spec = {}
    })
    expect(store.get(namespaces, undefined, 'x')).toBeUndefined()
  })
})

describe('watch', () => {
  const told = (changes: readonly Change[]) =>
    changes.map(({ type, object }) => `${type} ${object.metadata.name}`)

  test('first what happened since, then what happens', () => {
    const { store } = fresh()
    store.create(maps, map('before'))
    const after = store.revision()
    store.create(maps, map('a'))
    const seen: Change[] = []
    const stop = store.watch(maps, after, (change) => seen.push(change))
    store.delete(maps, at('a'))
    stop()
    store.create(maps, map('late'))
    expect(told(seen)).toEqual(['ADDED a', 'DELETED a'])
    expect(seen[1]?.previous?.metadata.name).toBe('a')
  })

  test('a watcher that writes keeps every watcher in the same order', () => {
    const { store } = fresh()
    const [first, second]: [Change[], Change[]] = [[], []]
    store.watch(maps, store.revision(), (change) => {
      first.push(change)
      if (change.object.metadata.name === 'a') store.create(maps, map('b'))
    })
    store.watch(maps, store.revision(), (change) => second.push(change))
    store.create(maps, map('a'))
    expect(told(first)).toEqual(['ADDED a', 'ADDED b'])
    expect(told(second)).toEqual(told(first))
  })

  test('a revision that the window has left behind is gone', () => {
    const { store } = fresh(3)
    const old = store.revision()
    for (const name of 'abcdefghij') store.create(maps, map(name))
    expect(refused(() => store.watch(maps, old, () => {}))).toBe(410)
    expect(refused(() => store.watch(pods, old, () => {}))).toBe(0)
  })
})
