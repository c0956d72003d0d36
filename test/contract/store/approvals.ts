import { describe, expect, test } from 'vitest'
import type { Vote } from '../../../src/core/approval.ts'
import { sampleApproval, sampleRun } from '../../support/samples.ts'
import type { Fresh } from '../store.contract.ts'

/** Requests, votes and runs. */
export function approvalsContract(fresh: Fresh): void {
  describe('approvals', () => {
    test('come back as they were made, votes included', async () => {
      const store = await fresh()
      const approval = sampleApproval('REQ-1', { votes: [vote('UBOB')] })
      await store.approvals.create(approval)
      expect(await store.approvals.get('REQ-1')).toEqual(approval)
      expect(await store.approvals.get('REQ-2')).toBeUndefined()
    })

    test('are listed newest first, by state and age', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1', { createdAt: 1 }))
      await store.approvals.create(sampleApproval('REQ-2', { createdAt: 2, state: 'denied' }))
      await store.approvals.create(sampleApproval('REQ-3', { createdAt: 3, votes: [vote('UBOB')] }))
      const ids = async (filter: Parameters<typeof store.approvals.list>[0]) =>
        (await store.approvals.list(filter)).map(({ id }) => id)
      expect(await ids({ limit: 9 })).toEqual(['REQ-3', 'REQ-2', 'REQ-1'])
      expect(await ids({ limit: 1 })).toEqual(['REQ-3'])
      expect(await ids({ states: ['pending'], limit: 9 })).toEqual(['REQ-3', 'REQ-1'])
      expect(await ids({ since: 2, limit: 9 })).toEqual(['REQ-3', 'REQ-2'])
      expect(await ids({ states: [], limit: 9 })).toEqual([])
      expect((await store.approvals.list({ limit: 1 }))[0]?.votes).toHaveLength(1)
    })

    test('take one vote a person, and the first is final', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      await store.approvals.create(sampleApproval('REQ-2'))
      expect(await store.approvals.addVote('REQ-1', vote('UBOB'))).toBe(true)
      expect(await store.approvals.addVote('REQ-1', { ...vote('UBOB'), verdict: 'deny' })).toBe(false)
      expect(await store.approvals.addVote('REQ-1', vote('UCAROL'))).toBe(true)
      expect(await store.approvals.addVote('REQ-2', vote('UBOB'))).toBe(true)
      const votes = (await store.approvals.get('REQ-1'))?.votes
      expect(votes?.map(({ by, verdict }) => [by.user, verdict])).toEqual([
        ['UBOB', 'approve'],
        ['UCAROL', 'approve'],
      ])
    })

    test('refuse a vote on a request that does not exist', async () => {
      const store = await fresh()
      await expect(store.approvals.addVote('REQ-9', vote('UBOB'))).rejects.toThrow(/constraint/i)
    })

    test('are settled once', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      const winners = await Promise.all(
        (['approved', 'denied', 'cancelled', 'approved'] as const).map((to) =>
          store.approvals.settle('REQ-1', to, 1_999),
        ),
      )
      expect(winners.filter(Boolean)).toHaveLength(1)
      expect(await store.approvals.get('REQ-1')).toMatchObject({ state: 'approved', decidedAt: 1_999 })
      expect(await store.approvals.settle('REQ-1', 'expired', 3_000)).toBe(false)
    })

    test('cannot be approved when their time is up, only expire', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      expect(await store.approvals.settle('REQ-1', 'approved', 2_000)).toBe(false)
      expect(await store.approvals.settle('REQ-1', 'denied', 2_000)).toBe(false)
      expect((await store.approvals.get('REQ-1'))?.state).toBe('pending')
      expect(await store.approvals.settle('REQ-1', 'expired', 2_000)).toBe(true)
    })

    test('can be revoked once approved, and only then', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      expect(await store.approvals.revoke('REQ-1', 1_100)).toBe(false)
      await store.approvals.settle('REQ-1', 'approved', 1_200)
      expect(await store.approvals.revoke('REQ-1', 1_300)).toBe(true)
      expect(await store.approvals.revoke('REQ-1', 1_400)).toBe(false)
      expect(await store.approvals.get('REQ-1')).toMatchObject({ state: 'void', decidedAt: 1_300 })
    })

    test('are overdue from the moment they expire', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      await store.approvals.create(sampleApproval('REQ-2', { state: 'cancelled' }))
      expect(await store.approvals.overdue(1_999)).toEqual([])
      expect(await store.approvals.overdue(2_000)).toEqual([sampleApproval('REQ-1')])
    })

    test('are reminded of once, at half time, own Confirms never', async () => {
      const store = await fresh()
      const confirm = sampleApproval('REQ-2')
      await store.approvals.create(sampleApproval('REQ-1'))
      await store.approvals.create({ ...confirm, requirement: { ...confirm.requirement, votes: 0 } })
      await store.approvals.create(sampleApproval('REQ-3', { state: 'denied' }))
      await store.approvals.create(sampleApproval('REQ-4', { createdAt: 0, expiresAt: 1_500 }))
      expect(await store.approvals.takeReminders(749)).toEqual([])
      expect((await store.approvals.takeReminders(1_500)).map(({ id }) => id)).toEqual(['REQ-1'])
      expect(await store.approvals.takeReminders(1_500)).toEqual([])
      expect((await store.approvals.get('REQ-1'))?.reminded).toBe(true)
    })
  })

  describe('operations', () => {
    test('come back as they were made, by id and by approval', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      await store.operations.create(sampleRun('op-1', 'REQ-1'))
      expect(await store.operations.get('op-1')).toEqual(sampleRun('op-1', 'REQ-1'))
      expect(await store.operations.ofApproval('REQ-1')).toEqual(sampleRun('op-1', 'REQ-1'))
      expect(await store.operations.get('op-2')).toBeUndefined()
      expect(await store.operations.ofApproval('REQ-2')).toBeUndefined()
    })

    test('exist once an approval', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      await store.operations.create(sampleRun('op-1', 'REQ-1'))
      await expect(store.operations.create(sampleRun('op-2', 'REQ-1'))).rejects.toThrow(/constraint/i)
    })

    test('are claimed once', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      await store.operations.create(sampleRun('op-1', 'REQ-1'))
      const claims = await Promise.all([1, 2, 3].map((now) => store.operations.claim('op-1', now)))
      expect(claims).toEqual([true, false, false])
      expect(await store.operations.get('op-1')).toMatchObject({ state: 'running', startedAt: 1 })
    })

    test('end once, from queued or running, and are unfinished until then', async () => {
      const store = await fresh()
      for (const n of [1, 2]) {
        await store.approvals.create(sampleApproval(`REQ-${n}`))
        await store.operations.create(sampleRun(`op-${n}`, `REQ-${n}`))
      }
      await store.operations.claim('op-1', 1_600)
      expect((await store.operations.unfinished()).map(({ id }) => id)).toEqual(['op-1', 'op-2'])
      const at = { now: 1_700, detail: 'no answer', undoUntil: 9_000 }
      expect(await store.operations.finish('op-1', 'unknown', at)).toBe(true)
      expect(await store.operations.finish('op-1', 'applied', at)).toBe(false)
      expect(await store.operations.finish('op-2', 'stale', { ...at, undoUntil: null })).toBe(true)
      expect(await store.operations.unfinished()).toEqual([])
      expect(await store.operations.claim('op-2', 1_800)).toBe(false)
      expect(await store.operations.get('op-1')).toEqual({
        ...sampleRun('op-1', 'REQ-1'),
        state: 'unknown',
        startedAt: 1_600,
        finishedAt: 1_700,
        detail: 'no answer',
        undoUntil: 9_000,
      })
    })

    test('say later how they went on', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      await store.operations.create(sampleRun('op-1', 'REQ-1'))
      await store.operations.describe('op-1', { kind: 'done', text: '3 of 3 pods available' })
      expect(await store.operations.get('op-1')).toMatchObject({
        state: 'queued',
        rollout: { kind: 'done', text: '3 of 3 pods available' },
      })
    })

    test('are undone once', async () => {
      const store = await fresh()
      await store.approvals.create(sampleApproval('REQ-1'))
      await store.operations.create(sampleRun('op-1', 'REQ-1'))
      expect(await store.operations.markUndone('op-1', 'REQ-2')).toBe(true)
      expect(await store.operations.markUndone('op-1', 'REQ-3')).toBe(false)
      expect((await store.operations.get('op-1'))?.undoneBy).toBe('REQ-2')
    })
  })
}

function vote(user: string): Vote {
  return { by: { team: 'T1', user }, verdict: 'approve', reason: null, at: 1_100 }
}
