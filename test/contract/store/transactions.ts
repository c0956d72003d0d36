import { describe, expect, test } from 'vitest'
import { sampleApproval, sampleEvent, samplePost, sampleRun } from '../../support/samples.ts'
import type { Fresh } from '../store.contract.ts'

/** All or nothing, and the small rest. */
export function transactionsContract(fresh: Fresh): void {
  describe('transactions', () => {
    test('keep everything or nothing', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      const failing = store.atomically(async (inside) => {
        await inside.approvals.settle('REQ-1', 'approved', 1_500)
        await inside.operations.create(sampleRun('op-1', 'REQ-1'))
        await inside.outbox.put(samplePost('running'), 1_500)
        await inside.audit.append(sampleEvent())
        throw new Error('lost the plot')
      })
      await expect(failing).rejects.toThrow('lost the plot')
      expect((await store.approvals.get('REQ-1'))?.state).toBe('pending')
      expect(await store.operations.get('op-1')).toBeUndefined()
      expect(await store.outbox.depth()).toBe(0)
      expect((await store.audit.verify()).rows).toBe(0)
    })

    test('give back what the work gave, and are seen afterwards', async () => {
      const store = await fresh()
      const seen = await store.atomically(async (inside) => await inside.firstSight('p-1', 1))
      expect(seen).toBe(true)
      expect(await store.firstSight('p-1', 2)).toBe(false)
    })

    test('are not seen from outside before they end', async () => {
      const store = await fresh()
      const half = Promise.withResolvers<void>()
      const go = Promise.withResolvers<void>()
      const writing = store.atomically(async (inside) => {
        await inside.approvals.create(sampleApproval('REQ-1'))
        half.resolve()
        await go.promise
        await inside.operations.create(sampleRun('op-1', 'REQ-1'))
      })
      await half.promise
      const reading = store.operations.ofApproval('REQ-1')
      go.resolve()
      await writing
      expect(await reading).toBeDefined()
    })

    test('happen one after the other', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      const runs = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          store.atomically(async (inside) => {
            if ((await inside.operations.ofApproval('REQ-1')) !== undefined) return false
            await inside.operations.create(sampleRun(`op-${n}`, 'REQ-1'))
            return true
          }),
        ),
      )
      expect(runs.filter(Boolean)).toHaveLength(1)
    })

    test('say so, instead of waiting for ever, when they are nested or the outer store is used inside', async () => {
      const store = await fresh()
      const nested = store.atomically((inside) => inside.atomically(async () => 1))
      await expect(nested).rejects.toThrow('do not nest')
      const nestedOuter = store.atomically(() => store.atomically(async () => 1))
      await expect(nestedOuter).rejects.toThrow('the store that `atomically` has given')
      const outerUse = store.atomically(() => store.outbox.depth())
      await expect(outerUse).rejects.toThrow('the store that `atomically` has given')
      expect(await store.outbox.depth()).toBe(0)
    })

    test('let work that was started inside use the store when they have ended', async () => {
      const store = await fresh()
      const ended = Promise.withResolvers<void>()
      const { later } = await store.atomically(async () => ({
        later: ended.promise.then(() => store.outbox.depth()),
      }))
      ended.resolve()
      expect(await later).toBe(0)
    })
  })

  describe('payloads and snapshots', () => {
    test('a payload is seen for the first time once', async () => {
      const store = await fresh()
      const sights = await Promise.all([1, 2, 3].map((now) => store.firstSight('p-1', now)))
      expect(sights).toEqual([true, false, false])
    })

    test('a snapshot comes back whole', async () => {
      const store = await fresh()
      await store.snapshots.put(snapshot('s-1', 1))
      expect(await store.snapshots.get('s-1')).toEqual(snapshot('s-1', 1))
      expect(await store.snapshots.get('s-2')).toBeUndefined()
    })

    test('pruning forgets what is old and nothing that is waiting', async () => {
      const store = await fresh()
      await store.firstSight('old', 1)
      await store.firstSight('new', 10)
      await store.snapshots.put(snapshot('old', 1))
      await store.snapshots.put(snapshot('new', 10))
      await store.outbox.put(samplePost('waiting'), 1)
      await store.prune(10)
      expect(await store.firstSight('old', 11)).toBe(true)
      expect(await store.firstSight('new', 11)).toBe(false)
      expect(await store.snapshots.get('old')).toBeUndefined()
      expect(await store.snapshots.get('new')).toBeDefined()
      expect(await store.outbox.depth()).toBe(1)
    })

    test('the check passes again and again', async () => {
      const store = await fresh()
      await store.check()
      await expect(store.check()).resolves.toBeUndefined()
    })
  })
}

function snapshot(id: string, createdAt: number) {
  const owner = { team: 'T1', user: 'UALICE' }
  return {
    id,
    owner,
    title: 'Pods',
    filename: 'pods.txt',
    text: 'NAME\napi-1\n',
    headerLines: 1,
    where: 'demo · ns shop',
    asked: { permission: 'objects:read', risk: 'read', cluster: 'demo', namespace: 'shop' } as const,
    createdAt,
  }
}
