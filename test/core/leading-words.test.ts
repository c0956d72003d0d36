import { expect, test } from 'vitest'
import { flags } from '../../src/core/flags.ts'
import { leadingWords } from '../../src/core/leading-words.ts'
import { tokenise } from '../../src/core/tokens.ts'
import { parse } from '../../src/core/words.ts'

function leading(line: string): readonly string[] {
  const tokens = tokenise(line)
  if (!tokens.ok) expect.fail(tokens.failure)
  return leadingWords(tokens.value, flags)
}

function refusedAs(line: string): string | undefined {
  const parsed = parse(line, flags)
  return parsed.ok ? undefined : parsed.failure
}

test.each(['-n shop', '-nshop', '-n=shop', '--namespace shop', '-C demo -An shop', '--strange=1'])(
  'a refused verb is found behind %s',
  (before) => {
    expect(leading(`${before} exec -it api -- sh`)).toEqual(['exec', 'api'])
    expect(refusedAs(`${before} exec -it api -- sh`)).toMatch(/^exec is not offered/)
    expect(refusedAs(`${before} Set Env deploy/api A=1`)).toMatch(/^set env is not offered yet/)
  },
)

test('a name or a value that is also a refused verb is none', () => {
  expect(leading('get pods exec')).toEqual(['get', 'pods', 'exec'])
  expect(leading('-n exec get pods')).toEqual(['get', 'pods'])
  expect(leading('-pc exec logs api')).toEqual(['logs', 'api'])
  expect(leading('"-n" exec')).toEqual(['-n', 'exec'])
  expect(refusedAs('-n exec get pods')).toBeUndefined()
  expect(leading('-A get pods | grep exec')).toEqual(['get', 'pods'])
})
