import { expect, test } from 'vitest'
import { fold, type Layer } from '../../src/config/layers.ts'

const layer = (name: string, values: Readonly<Record<string, unknown>>): Layer => ({
  name,
  problems: [],
  settings: Object.entries(values).map(([key, value]) => ({ key, value, at: () => name })),
})

test('of each key the strongest layer counts, and the others follow in their order', () => {
  const folded = fold([
    layer('command line', { a: 1 }),
    layer('file', { b: 2, a: 2 }),
    layer('default', { a: 3, b: 3 }),
  ])
  const told = [...folded].map(([key, all]) => [
    key,
    ...all.map((one) => `${one.layer}=${String(one.value)}`),
  ])
  expect(told).toEqual([
    ['a', 'command line=1', 'file=2', 'default=3'],
    ['b', 'file=2', 'default=3'],
  ])
})
