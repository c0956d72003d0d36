import { describe, expect, test } from 'vitest'
import { sampleEvent } from '../../support/samples.ts'
import type { Fresh } from '../store.contract.ts'

/** The chain of who did what. */
export function auditContract(fresh: Fresh): void {
  describe('audit', () => {
    test('links every row to the one before', async () => {
      const store = await fresh()
      expect(await store.audit.verify()).toEqual({ rows: 0, brokenAt: null, head: null })
      const first = await store.audit.append(sampleEvent())
      const second = await store.audit.append(sampleEvent())
      expect(first).toMatchObject({ seq: 1, previous: '' })
      expect(second).toMatchObject({ seq: 2, previous: first.hash })
      expect(second.hash).not.toBe(first.hash)
      expect(await store.audit.verify()).toEqual({ rows: 2, brokenAt: null, head: second.hash })
    })

    test('stays one chain when many append at once, over several pages', async () => {
      const store = await fresh()
      await store.atomically(async (inside) => {
        for (let n = 0; n < 1_001; n += 1) await inside.audit.append(sampleEvent({ at: n }))
      })
      await Promise.all(Array.from({ length: 20 }, (_, n) => store.audit.append(sampleEvent({ at: n }))))
      expect(await store.audit.verify()).toMatchObject({ rows: 1_021, brokenAt: null })
    })

    test('is listed newest first, by person, age and weight', async () => {
      const store = await fresh()
      await store.audit.append(sampleEvent({ at: 1 }))
      await store.audit.append(sampleEvent({ at: 2, actor: 'slack:T1/UBOB', risk: 'change' }))
      await store.audit.append(sampleEvent({ at: 3, risk: 'destroy' }))
      await store.audit.append(sampleEvent({ at: 4, actor: 'bot', risk: 'sensitive' }))
      const times = async (filter: Omit<Parameters<typeof store.audit.list>[0], 'limit'>, limit = 9) =>
        (await store.audit.list({ ...filter, limit })).map(({ at }) => at)
      expect(await times({})).toEqual([4, 3, 2, 1])
      expect(await times({}, 2)).toEqual([4, 3])
      expect(await times({ user: 'UALICE' })).toEqual([3, 1])
      expect(await times({ user: 'slack:T1/UBOB' })).toEqual([2])
      expect(await times({ user: 'bot' })).toEqual([4])
      expect(await times({ user: 'ALICE' })).toEqual([])
      expect(await times({ user: '%' })).toEqual([])
      expect(await times({ writesOnly: true })).toEqual([3, 2])
      expect(await times({ user: 'UALICE', since: 2 })).toEqual([3])
    })
  })
}
