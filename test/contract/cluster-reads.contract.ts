import { beforeAll, describe, expect, test } from 'vitest'
import {
  admin,
  adminOf,
  create,
  createPod,
  kindOf,
  must,
  object,
  refTo,
  type Bench,
} from './cluster-bench.ts'

export function readContract(bench: () => Bench): void {
  describe('reading', () => {
    beforeAll(async () => {
      for (const name of ['red-1', 'red-2', 'blue-1']) {
        const kind = await kindOf(bench(), 'configmaps')
        const made = object(name, { data: { name } }, bench().namespace)
        const labels = { colour: name.split('-')[0] ?? '' }
        must(await adminOf(bench()).create(kind, { ...made, metadata: { ...made.metadata, labels } }))
      }
      await create(bench(), 'secrets', 'hidden', { stringData: { password: 'hunter2' } })
      await createPod(bench(), 'readable')
    }, 30_000)

    test('gets one object whole', async () => {
      const found = must(await adminOf(bench()).get(await refTo(bench(), 'configmaps', 'red-1')))
      expect(found).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', data: { name: 'red-1' } })
      expect(found.metadata.uid).not.toBe('')
    })

    test('passes on what the server says of a missing object', async () => {
      const answer = await adminOf(bench()).get(await refTo(bench(), 'configmaps', 'nowhere'))
      expect(answer).toEqual({
        ok: false,
        failure: { kind: 'notFound', message: 'configmaps "nowhere" not found' },
      })
    })

    test('lists by label, and says what each item is', async () => {
      const selection = { namespace: bench().namespace, labelSelector: 'colour=red' }
      const found = must(await adminOf(bench()).list(await kindOf(bench(), 'configmaps'), selection))
      expect(found.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
        ['ConfigMap', 'red-1'],
        ['ConfigMap', 'red-2'],
      ])
    })

    test('lists by field', async () => {
      const selection = { namespace: bench().namespace, fieldSelector: 'metadata.name=blue-1' }
      const found = must(await adminOf(bench()).list(await kindOf(bench(), 'configmaps'), selection))
      expect(found.map(({ metadata }) => metadata.name)).toEqual(['blue-1'])
    })

    test('stops at the limit', async () => {
      const selection = { namespace: bench().namespace, limit: 2 }
      const found = must(await adminOf(bench()).list(await kindOf(bench(), 'configmaps'), selection))
      expect(found).toHaveLength(2)
    })

    test('reads all pages of what is too much for one', async () => {
      const kind = await kindOf(bench(), 'configmaps')
      const session = adminOf(bench())
      const names = Array.from({ length: 510 }, (_, index) => `many-${String(index).padStart(3, '0')}`)
      for (let start = 0; start < names.length; start += 30) {
        const made = await Promise.all(
          names.slice(start, start + 30).map((name) => {
            const one = object(name, {}, bench().namespace)
            return session.create(kind, { ...one, metadata: { ...one.metadata, labels: { many: 'yes' } } })
          }),
        )
        made.forEach(must)
      }
      const selection = { namespace: bench().namespace, labelSelector: 'many=yes' }
      const found = must(await session.list(kind, selection))
      expect(found.map(({ metadata }) => metadata.name)).toEqual(names)
      expect(must(await session.table(kind, selection)).rows.map(({ name }) => name)).toEqual(names)
    })

    test('shows the table that kubectl shows', async () => {
      const selection = { namespace: bench().namespace, name: 'readable' }
      const table = must(await adminOf(bench()).table(await kindOf(bench(), 'pods', ''), selection))
      const narrow = table.columns.filter(({ priority }) => priority === 0)
      expect(narrow.map(({ name }) => name)).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age'])
      expect(table.columns.map(({ name }) => name)).toContain('Node')
      expect(table.rows[0]?.cells.slice(0, 4)).toEqual(['readable', '1/1', 'Running', '0'])
      expect(table.rows[0]).toMatchObject({ name: 'readable', namespace: bench().namespace })
      expect(table.remaining).toBe(0)
    })

    test('has no table of what is not there', async () => {
      const selection = { namespace: bench().namespace, name: 'nowhere' }
      const answer = await adminOf(bench()).table(await kindOf(bench(), 'pods', ''), selection)
      expect(answer).toMatchObject({
        ok: false,
        failure: { kind: 'notFound', message: 'pods "nowhere" not found' },
      })
    })

    test('tells how many rows are left beyond the limit', async () => {
      const kind = await kindOf(bench(), 'configmaps')
      const all = must(await adminOf(bench()).table(kind, { namespace: bench().namespace }))
      const some = must(await adminOf(bench()).table(kind, { namespace: bench().namespace, limit: 2 }))
      expect(some.rows.map(({ name }) => name)).toEqual(all.rows.slice(0, 2).map(({ name }) => name))
      expect(some.remaining).toBe(all.rows.length - 2)
    })

    test('tells the namespace of each row across namespaces', async () => {
      const kind = await kindOf(bench(), 'configmaps')
      const table = must(
        await adminOf(bench()).table(kind, { namespace: null, labelSelector: 'colour=blue' }),
      )
      expect(table.rows.map(({ name, namespace }) => [name, namespace])).toEqual([
        ['blue-1', bench().namespace],
      ])
    })

    test('lists Secrets without anything in them', async () => {
      const kind = await kindOf(bench(), 'secrets')
      const table = must(await adminOf(bench()).table(kind, { namespace: bench().namespace }))
      const row = table.rows.find(({ name }) => name === 'hidden')
      expect(row?.namespace).toBe(bench().namespace)
      expect(row?.cells.slice(0, 3)).toEqual(['hidden', 'Opaque', '1'])
      expect(JSON.stringify(table)).not.toMatch(/hunter2|aHVudGVyMg/)
      const everywhere = must(await adminOf(bench()).table(kind, { namespace: null }))
      expect(everywhere.rows.find(({ name }) => name === 'hidden')?.namespace).toBeNull()
    })

    test('never reads a Secret', async () => {
      const session = adminOf(bench())
      const kind = await kindOf(bench(), 'secrets')
      const answers = [
        await session.get(await refTo(bench(), 'secrets', 'hidden')),
        await session.list(kind, { namespace: bench().namespace }),
        await session.watch(kind, { namespace: bench().namespace }, () => {}, AbortSignal.timeout(1)),
      ]
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    })

    test('does not mistake a strange name for another address', async () => {
      const ref = await refTo(bench(), 'configmaps', 'red-1')
      for (const name of ['', '.', '..', 'red-1/status', '%2e%2e']) {
        expect(await adminOf(bench()).remove({ ...ref, name })).toMatchObject({
          ok: false,
          failure: { kind: 'refused' },
        })
      }
      must(await adminOf(bench()).get(ref))
    })

    test('keeps the case of a name', async () => {
      const answer = await adminOf(bench()).get(await refTo(bench(), 'configmaps', 'Red-1'))
      expect(answer).toMatchObject({ ok: false, failure: { message: 'configmaps "Red-1" not found' } })
    })

    test('ends what is under way when its signal says so', async () => {
      const gone = AbortSignal.abort()
      const session = bench().cluster.as(admin, 'c-gone', gone)
      const answer = await session.get(await refTo(bench(), 'configmaps', 'red-1'))
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    })
  })
}
