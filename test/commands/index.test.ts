import { expect, test } from 'vitest'
import { find } from '../../src/bot/find.ts'
import { inputFor } from '../../src/bot/input.ts'
import { commands } from '../../src/commands/index.ts'
import { flags } from '../../src/core/flags.ts'
import { normalise, parse } from '../../src/core/words.ts'

const examples = commands.flatMap((command) => command.examples.map((example) => ({ command, example })))

test.each(examples)('$example is understood, and means $command.name', ({ command, example }) => {
  const parsed = parse(normalise(asSlackSends(example)), flags)
  if (!parsed.ok) throw new Error(parsed.failure)
  const found = find(commands, parsed.value.words, '/k8s')
  if (!found.ok) throw new Error(found.failure)
  expect(found.value.command.name).toBe(command.name)
  const input = inputFor(command, found.value.words, parsed.value.flags)
  if (!input.ok) throw new Error(input.failure)
  expect(command.prepare(input.value)).toMatchObject({ ok: true })
})

test.each(commands)('$name takes flags that exist, and its usage begins with its name', (command) => {
  const known = flags.map(({ name }) => name)
  expect(command.flags.filter((name) => !known.includes(name))).toEqual([])
  expect(command.usage.startsWith(command.name)).toBe(true)
})

test('no two commands have the same name', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length)
})

/** Slack turns a typed name into a token before anybody sees it. */
function asSlackSends(line: string): string {
  return line.replace(/@(\w+)/g, (_, name: string) => `<@U1${name.toUpperCase()}|${name}>`)
}
