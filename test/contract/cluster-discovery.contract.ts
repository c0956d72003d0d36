import { describe, expect, test, vi } from 'vitest'
import { adminOf, at, dig, kindOf, must, object, until, type Bench } from './cluster-bench.ts'

export function discoveryContract(bench: () => Bench): void {
  describe('discovery', () => {
    test('answers a ping with its version', async () => {
      expect(must(await bench().cluster.ping())).toMatch(/^v1\.\d+/)
      expect(bench().cluster.state()).toBe('ok')
    })

    test('is known by the uid of kube-system', async () => {
      const system = at(await kindOf(bench(), 'namespaces'), 'kube-system', null)
      const { metadata } = must(await adminOf(bench()).get(system))
      expect(must(await bench().cluster.id())).toBe(metadata.uid)
    })

    test('tells short names, scope, verbs and subresources', async () => {
      const pods = await kindOf(bench(), 'pods', '')
      expect(pods).toMatchObject({ kind: 'Pod', version: 'v1', singular: 'pod', namespaced: true })
      expect(pods.shortNames).toContain('po')
      expect(pods.verbs).toEqual(expect.arrayContaining(['get', 'list', 'watch', 'patch', 'delete']))
      expect(pods.subresources).toEqual(expect.arrayContaining(['log', 'eviction']))
      expect((await kindOf(bench(), 'deployments')).subresources).toContain('scale')
      expect((await kindOf(bench(), 'nodes')).namespaced).toBe(false)
    })

    test('has each kind once per group, in the preferred version', async () => {
      const kinds = must(await bench().cluster.kinds())
      const names = kinds.map(({ group, plural }) => `${plural}.${group}`)
      expect(new Set(names).size).toBe(names.length)
      expect(kinds.find(({ plural }) => plural === 'horizontalpodautoscalers')?.version).toBe('v2')
    })

    test('finds a new kind when asked anew, and serves it like any other', async () => {
      const plural = `gadgets${bench().suffix}`
      await define(bench(), plural)
      await vi.waitFor(
        async () => {
          bench().age(31_000)
          const kinds = must(await bench().cluster.kinds(true))
          expect(kinds.map((kind) => kind.plural)).toContain(plural)
        },
        { timeout: 15_000, interval: 200 },
      )
      const kind = await kindOf(bench(), plural)
      expect(kind).toMatchObject({ group: 'contract.roundsman.dev', kind: 'Gadget', shortNames: ['gad'] })

      const session = adminOf(bench())
      const made = object('one', { spec: { colour: 'red' } }, bench().namespace)
      await vi.waitFor(async () => must(await session.create(kind, made)), { timeout: 15_000, interval: 200 })
      const table = must(await session.table(kind, { namespace: bench().namespace }))
      expect(table.columns.map(({ name }) => name)).toEqual(['Name', 'Colour'])
      expect(table.rows).toEqual([{ cells: ['one', 'red'], name: 'one', namespace: bench().namespace }])

      const ref = at(kind, 'one', bench().namespace)
      const patch = { verb: 'patch', type: 'merge', body: { spec: { colour: 'blue' } } } as const
      expect(dig(must(await session.patch(ref, patch)), 'spec', 'colour')).toBe('blue')
      const strategic = await session.patch(ref, { ...patch, type: 'strategic' })
      expect(strategic).toMatchObject({ ok: false, failure: { kind: 'refused', status: 415 } })
    })
  })
}

async function define(bench: Bench, plural: string): Promise<void> {
  const name = `${plural}.contract.roundsman.dev`
  const definition = object(name, {
    spec: {
      group: 'contract.roundsman.dev',
      scope: 'Namespaced',
      names: { plural, singular: `gadget${bench.suffix}`, kind: 'Gadget', shortNames: ['gad'] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          additionalPrinterColumns: [{ name: 'Colour', type: 'string', jsonPath: '.spec.colour' }],
        },
      ],
    },
  })
  const labels = { 'roundsman.dev/contract': bench.suffix }
  const kind = await kindOf(bench, 'customresourcedefinitions')
  const labelled = { ...definition, metadata: { ...definition.metadata, labels } }
  must(await adminOf(bench).create(kind, labelled))
  await until(bench, at(kind, name, null), ({ object: { status } }) => {
    const conditions = dig(status, 'conditions')
    return Array.isArray(conditions) && conditions.some((one) => dig(one, 'type') === 'Established')
  })
}
