import { describe, expect, test } from 'vitest'
import {
  adminOf,
  container,
  create,
  createPod,
  deployment,
  dig,
  kindOf,
  must,
  object,
  refTo,
  until,
  type Bench,
} from './cluster-bench.ts'

const merge = (body: Record<string, unknown>) => ({ verb: 'patch', type: 'merge', body: json(body) }) as const
const strategic = (body: Record<string, unknown>) => ({ ...merge(body), type: 'strategic' }) as const
const operations = (body: unknown[]) => ({ verb: 'patch', type: 'json', body: json(body) }) as const
const json = (value: unknown) => JSON.parse(JSON.stringify(value))

export function writeContract(bench: () => Bench): void {
  const session = () => adminOf(bench())
  const configMap = (name: string) => refTo(bench(), 'configmaps', name)

  describe('creating and applying', () => {
    test('creates once', async () => {
      const made = await create(bench(), 'configmaps', 'twice', { data: { a: '1' } })
      expect(made.metadata.uid).not.toBe('')
      const again = await session().create(
        await kindOf(bench(), 'configmaps'),
        object('twice', {}, bench().namespace),
      )
      expect(again).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
    })

    test('applies, and applies again without a change', async () => {
      const ref = await configMap('applied')
      const wanted = object('applied', { data: { a: '1' } })
      const first = must(await session().apply(ref, wanted))
      const second = must(await session().apply(ref, wanted))
      expect(second).toMatchObject({
        data: { a: '1' },
        metadata: { resourceVersion: first.metadata.resourceVersion },
      })
    })

    test('does not take a field from another manager', async () => {
      await bench().createOwned('owned')
      const answer = await session().apply(await configMap('owned'), object('owned', { data: { a: 'mine' } }))
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
    })

    test('names the field that is wrong', async () => {
      const kind = await kindOf(bench(), 'deployments')
      const answer = await session().create(kind, object('wrong', deployment('wrong', -1), bench().namespace))
      expect(answer).toMatchObject({
        ok: false,
        failure: { kind: 'invalid', causes: [expect.objectContaining({ field: 'spec.replicas' })] },
      })
    })

    test('answers a write to a Secret without its data', async () => {
      const made = await create(bench(), 'secrets', 'written', { stringData: { password: 'hunter2' } })
      expect(made.metadata.name).toBe('written')
      const ref = await refTo(bench(), 'secrets', 'written')
      const patched = must(await session().patch(ref, merge({ metadata: { labels: { a: 'b' } } })))
      expect(patched.metadata.labels).toEqual({ a: 'b' })
      expect(JSON.stringify([made, patched])).not.toMatch(/hunter2|aHVudGVyMg/)
    })
  })

  describe('patching', () => {
    test('merges, and takes away with null', async () => {
      await create(bench(), 'configmaps', 'merged', { data: { a: '1', b: '2' } })
      const patched = must(
        await session().patch(await configMap('merged'), merge({ data: { a: null, c: '3' } })),
      )
      expect(patched).toMatchObject({ data: { b: '2', c: '3' } })
      expect(dig(patched, 'data', 'a')).toBeUndefined()
    })

    test('finds list items by name with a strategic patch', async () => {
      await create(bench(), 'deployments', 'strategic', deployment('strategic', 0))
      const body = { spec: { template: { spec: { containers: [container('side')] } } } }
      const ref = await refTo(bench(), 'deployments', 'strategic')
      const patched = must(await session().patch(ref, strategic(body)))
      const containers = dig(patched, 'spec', 'template', 'spec', 'containers')
      expect(new Set([dig(containers, 0, 'name'), dig(containers, 1, 'name')])).toEqual(
        new Set(['main', 'side']),
      )
    })

    test('follows a JSON patch step by step', async () => {
      const { metadata } = await create(bench(), 'configmaps', 'stepped', { data: { a: '1' } })
      const steps = operations([{ op: 'replace', path: '/data/a', value: '2' }])
      const options = { uid: metadata.uid, resourceVersion: metadata.resourceVersion ?? '' }
      const patched = must(await session().patch(await configMap('stepped'), steps, options))
      expect(patched).toMatchObject({ data: { a: '2' } })
    })

    test.each(['merge', 'strategic', 'json'] as const)(
      'refuses a %s patch of another object',
      async (type) => {
        const name = `other-${type}`
        await create(bench(), 'configmaps', name, { data: { a: '1' } })
        const body =
          type === 'json' ? operations([{ op: 'remove', path: '/data/a' }]) : merge({ data: { a: '2' } })
        const ref = await configMap(name)
        const answer = await session().patch(ref, { ...body, type }, { uid: 'another' })
        expect(answer).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
        expect(must(await session().get(ref))).toMatchObject({ data: { a: '1' } })
      },
    )

    test.each(['merge', 'strategic', 'json'] as const)(
      'refuses a %s patch of what moved on',
      async (type) => {
        const name = `moved-${type}`
        const { metadata } = await create(bench(), 'configmaps', name, { data: { a: '1' } })
        const ref = await configMap(name)
        must(await session().patch(ref, merge({ data: { a: '2' } })))
        const body =
          type === 'json' ? operations([{ op: 'remove', path: '/data/a' }]) : merge({ data: { a: '3' } })
        const options = { resourceVersion: metadata.resourceVersion ?? '' }
        const answer = await session().patch(ref, { ...body, type }, options)
        expect(answer).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
        expect(must(await session().get(ref))).toMatchObject({ data: { a: '2' } })
      },
    )

    test('tells a JSON patch that does not fit from one of another object', async () => {
      const { metadata } = await create(bench(), 'configmaps', 'unfit', { data: { a: '1' } })
      const steps = operations([{ op: 'remove', path: '/data/nothing' }])
      const answer = await session().patch(await configMap('unfit'), steps, { uid: metadata.uid })
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid' } })
    })
  })

  describe('dry runs', () => {
    test('show the end and change nothing', async () => {
      const dryRun = { dryRun: true }
      await create(bench(), 'deployments', 'dry', deployment('dry', 0))
      const ref = await refTo(bench(), 'deployments', 'dry')
      const before = must(await session().get(ref))

      const patched = must(await session().patch(ref, merge({ metadata: { labels: { a: 'b' } } }), dryRun))
      expect(patched.metadata.labels).toMatchObject({ a: 'b' })
      const applied = must(await session().apply(ref, object('dry', { spec: { paused: true } }), dryRun))
      expect(dig(applied, 'spec', 'paused')).toBe(true)
      expect(dig(must(await session().scale(ref, 3, dryRun)), 'spec', 'replicas')).toBe(3)
      must(await session().remove(ref, dryRun))
      const kind = await kindOf(bench(), 'configmaps')
      must(await session().create(kind, object('dry-made', {}, bench().namespace), dryRun))

      expect(must(await session().get(ref))['spec']).toEqual(before['spec'])
      expect(await session().get(await configMap('dry-made'))).toMatchObject({ ok: false })
    })

    test('of an eviction leave the pod alone', async () => {
      const pod = await createPod(bench(), 'dry-evicted')
      const ref = await refTo(bench(), 'pods', 'dry-evicted')
      must(await session().evict(ref, { dryRun: true, uid: pod.metadata.uid }))
      expect(must(await session().get(ref)).metadata.deletionTimestamp).toBeUndefined()
    })
  })

  describe('scaling', () => {
    test('sets replicas and answers with the new version of the parent', async () => {
      await create(bench(), 'deployments', 'scaled', deployment('scaled', 0))
      const ref = await refTo(bench(), 'deployments', 'scaled')
      const { metadata } = must(await session().get(ref))
      const scaled = must(await session().scale(ref, 0, { uid: metadata.uid }))
      expect(scaled.metadata.uid).toBe(metadata.uid)
      const twice = must(await session().scale(ref, 2))
      expect(twice.metadata.resourceVersion).not.toBe(metadata.resourceVersion)
      expect(dig(must(await session().get(ref)), 'spec', 'replicas')).toBe(2)
    })

    test('refuses another object, and one that moved on', async () => {
      await create(bench(), 'deployments', 'unscaled', deployment('unscaled', 0))
      const ref = await refTo(bench(), 'deployments', 'unscaled')
      for (const options of [{ uid: 'another' }, { resourceVersion: '1' }]) {
        const answer = await session().scale(ref, 2, options)
        expect(answer).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
      }
      expect(dig(must(await session().get(ref)), 'spec', 'replicas')).toBe(0)
    })
  })

  describe('removing', () => {
    test('refuses another object, then removes the right one', async () => {
      const { metadata } = await create(bench(), 'configmaps', 'removed')
      const ref = await configMap('removed')
      for (const options of [{ uid: 'another' }, { resourceVersion: '1' }]) {
        const answer = await session().remove(ref, options)
        expect(answer).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
      }
      must(await session().remove(ref, { uid: metadata.uid }))
      expect(await session().get(ref)).toMatchObject({ ok: false, failure: { kind: 'notFound' } })
      expect(await session().remove(ref)).toMatchObject({ ok: false, failure: { kind: 'notFound' } })
    })

    test('evicts a pod', async () => {
      const pod = await createPod(bench(), 'evicted')
      const ref = await refTo(bench(), 'pods', 'evicted')
      const other = await session().evict(ref, { uid: 'another' })
      expect(other).toMatchObject({ ok: false, failure: { kind: 'conflict' } })
      must(await session().evict(ref, { uid: pod.metadata.uid }))
      await until(bench(), ref, ({ type }) => type === 'DELETED', pod)
    })

    test('names the budget that keeps a pod', async () => {
      await createPod(bench(), 'kept')
      const spec = { minAvailable: 1, selector: { matchLabels: { app: 'kept' } } }
      await create(bench(), 'poddisruptionbudgets', 'keeps', { spec })
      const budget = await refTo(bench(), 'poddisruptionbudgets', 'keeps')
      await until(bench(), budget, ({ object }) => dig(object, 'status', 'currentHealthy') === 1)
      const answer = await session().evict(await refTo(bench(), 'pods', 'kept'))
      expect(answer).toMatchObject({
        ok: false,
        failure: {
          kind: 'tooMany',
          budget: 'keeps',
          message: "Cannot evict pod as it would violate the pod's disruption budget.",
        },
      })
    })
  })
}
