import { done, failed, type Outcome } from '../core/outcome.ts'
import { closest } from '../core/suggest.ts'
import type { Words } from '../core/words.ts'
import type { Command, Input } from './command.ts'

const everywhere = ['help']
const onClusters = ['cluster']

/** Gives words and flags the names that the command's schema knows; what it does not take is an error. */
export function inputFor(
  command: Command,
  words: readonly string[],
  flags: Words['flags'],
): Outcome<Input, string> {
  const allowed = [...everywhere, ...onClusters, 'reason', ...command.flags]
  const stranger = Object.keys(flags).find((name) => !allowed.includes(name))
  if (stranger !== undefined) {
    const near = closest(stranger, command.flags)
    const hint = near === undefined ? '' : ` Did you mean --${near}?`
    return failed(
      `${command.name} does not take --${stranger}.${hint} Nothing was done. Usage: ${command.usage}`,
    )
  }
  const named = nameWords(command, words)
  if (!named.ok) return named
  const byName = Object.entries(flags).map(([name, value]) => [camelCase(name), value])
  return done({ ...Object.fromEntries(byName), ...named.value })
}

function nameWords({ words: names, usage, name }: Command, words: readonly string[]): Outcome<Input, string> {
  const last = names.at(-1)
  const rest = last?.startsWith('...') ? last.slice(3) : undefined
  const single = rest === undefined ? names : names.slice(0, -1)
  if (rest === undefined && words.length > single.length) {
    const extra = words.slice(single.length).join(' ')
    return failed(`${name} does not know what to do with "${extra}". Nothing was done. Usage: ${usage}`)
  }
  const entries: [string, unknown][] = single.flatMap((key, index) =>
    words[index] === undefined ? [] : [[key, words[index]]],
  )
  if (rest !== undefined) entries.push([rest, words.slice(single.length)])
  return done(Object.fromEntries(entries))
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
