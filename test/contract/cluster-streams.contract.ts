import { beforeAll, describe, expect, test } from 'vitest'
import type { WatchEvent } from '../../src/bot/cluster.ts'
import { adminOf, create, createPod, kindOf, must, refTo, type Bench } from './cluster-bench.ts'

export function streamContract(bench: () => Bench, forgets: boolean): void {
  const session = () => adminOf(bench())

  describe('logs', () => {
    beforeAll(async () => {
      await createPod(bench(), 'talking')
    }, 30_000)

    test('come as text, the last lines of them', async () => {
      const ref = await refTo(bench(), 'pods', 'talking')
      const all = must(await session().logs(ref, {}))
      expect(all.trim()).not.toBe('')
      const last = must(await session().logs(ref, { container: 'main', tailLines: 1 }))
      expect(last.trim().split('\n')).toHaveLength(1)
      expect(all).toContain(last.trim())
    })

    test('end at the limit', async () => {
      const ref = await refTo(bench(), 'pods', 'talking')
      expect(must(await session().logs(ref, { limitBytes: 5 }))).toHaveLength(5)
    })

    test('of a container that is not there are refused in the words of the server', async () => {
      const answer = await session().logs(await refTo(bench(), 'pods', 'talking'), { container: 'nobody' })
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused', status: 400 } })
      expect(answer.ok ? '' : answer.failure.message).toContain(
        'container nobody is not valid for pod talking',
      )
    })
  })

  describe('watching', () => {
    test('tells what comes, changes and goes after a version', async () => {
      const kind = await kindOf(bench(), 'configmaps')
      const before = await create(bench(), 'configmaps', 'seen-before')
      const end = new AbortController()
      const seen: string[] = []
      const onEvent = ({ type, object }: WatchEvent) => {
        if (object.metadata.name !== 'seen') return
        seen.push(type)
        if (type === 'DELETED') end.abort()
      }
      const from = { namespace: bench().namespace, resourceVersion: before.metadata.resourceVersion ?? '' }
      const watching = session().watch(
        kind,
        from,
        onEvent,
        AbortSignal.any([end.signal, AbortSignal.timeout(15_000)]),
      )
      await create(bench(), 'configmaps', 'seen')
      const ref = await refTo(bench(), 'configmaps', 'seen')
      must(await session().patch(ref, { verb: 'patch', type: 'merge', body: { data: { a: 'b' } } }))
      must(await session().remove(ref))
      expect(await watching).toEqual({ ok: true, value: null })
      expect(seen).toEqual(['ADDED', 'MODIFIED', 'DELETED'])
    })

    test('begins with what is there when no version is given, and keeps to its selection', async () => {
      await create(bench(), 'configmaps', 'there')
      const end = new AbortController()
      const seen: string[] = []
      const onEvent = ({ type, object }: WatchEvent) => {
        seen.push(`${type} ${object.kind} ${object.metadata.name}`)
        end.abort()
      }
      const selection = { namespace: bench().namespace, name: 'there' }
      const until = AbortSignal.any([end.signal, AbortSignal.timeout(15_000)])
      must(await session().watch(await kindOf(bench(), 'configmaps'), selection, onEvent, until))
      expect(seen).toEqual(['ADDED ConfigMap there'])
    })

    if (!forgets) return
    test('says that a version is too old', async () => {
      const kind = await kindOf(bench(), 'configmaps')
      const first = await create(bench(), 'configmaps', 'forgotten')
      bench().forget?.()
      const from = { namespace: bench().namespace, resourceVersion: first.metadata.resourceVersion ?? '' }
      const answer = await session().watch(kind, from, () => {}, AbortSignal.timeout(10_000))
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'gone' } })
    })
  })
}
