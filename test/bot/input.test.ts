import { expect, test } from 'vitest'
import { inputFor } from '../../src/bot/input.ts'
import { commands } from '../../src/commands/index.ts'

function named(name: string) {
  const command = commands.find((one) => one.name === name)
  if (!command) throw new Error(`There is no command ${name}`)
  return command
}

test('words and flags get the names that the command knows', () => {
  const scale = inputFor(named('scale'), ['deploy/api'], { replicas: '3', 'dry-run': 'x' })
  expect(scale).toEqual({
    ok: false,
    failure: expect.stringContaining('scale does not take --dry-run. Nothing was done. Usage: scale '),
  })
  expect(inputFor(named('scale'), ['deploy/api', 'x'], { replicas: '3', cluster: 'demo' })).toEqual({
    ok: true,
    value: { replicas: '3', cluster: 'demo', target: ['deploy/api', 'x'] },
  })
  expect(inputFor(named('config sources'), ['undoFor'], {})).toEqual({ ok: true, value: { key: 'undoFor' } })
})

test.for([
  ['scale', [], { replcas: '3' }, 'scale does not take --replcas. Did you mean --replicas?'],
  ['config sources', ['a', 'b', 'c'], {}, 'config sources does not know what to do with "b c".'],
  ['config sources', [], { namespace: 'shop' }, 'config sources does not take --namespace.'],
] as const)('%s with %j and %j is refused: %s', ([name, words, flags, said]) => {
  const input = inputFor(named(name), words, flags)
  expect(input.ok ? '' : input.failure).toContain(said)
  expect(input.ok ? '' : input.failure).toContain('Nothing was done.')
})
