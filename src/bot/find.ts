import { done, failed, type Outcome } from '../core/outcome.ts'
import { closest } from '../core/suggest.ts'
import type { Command } from './command.ts'

export interface Found {
  readonly command: Command
  /** The words that are left for the command. */
  readonly words: readonly string[]
}

/** Finds the command whose name is the longest match of the first words, after kubectl habits are translated. */
export function find(
  commands: readonly Command[],
  typed: readonly string[],
  slash: string,
): Outcome<Found, string> {
  const said = withoutSlash(commands, typed, slash)
  const words = said.length === 0 ? ['help'] : translate(said)
  const matching = commands.filter(({ name }) => startsWith(words, name.split(' ')))
  const command = matching.toSorted((a, b) => b.name.length - a.name.length)[0]
  if (command) return done({ command, words: words.slice(command.name.split(' ').length) })
  return failed(unknown(commands, words, slash))
}

function startsWith(words: readonly string[], name: readonly string[]): boolean {
  return name.every((part, index) => words[index]?.toLowerCase() === part)
}

/** In a message or a mention people type the slash command's name too, with its slash or without. */
function withoutSlash(
  commands: readonly Command[],
  words: readonly string[],
  slash: string,
): readonly string[] {
  const first = words[0]?.toLowerCase()
  const own = slash.replace(/^\//, '')
  const meant = first !== undefined && [own, `/${own}`].includes(first)
  return meant && !commands.some(({ name }) => name.split(' ')[0] === first) ? words.slice(1) : words
}

/** What fingers type from habit, and the command that is meant. */
const habits: readonly { readonly typed: RegExp; readonly meant: string }[] = [
  { typed: /^(restart) (?=\S+$)(?!\S+\/)/i, meant: 'rollout restart deployment/' },
  { typed: /^(undo|rollback) (?=\S+$)(?!\S+\/)/i, meant: 'rollout undo deployment/' },
  { typed: /^restart /i, meant: 'rollout restart ' },
  { typed: /^(undo|rollback) /i, meant: 'rollout undo ' },
  { typed: /^(delete|del|rm) (pod|pods|po)\//i, meant: 'delete pod ' },
  { typed: /^(delete|del|rm) (pods|po|pod) /i, meant: 'delete pod ' },
  { typed: /^kgp$/i, meant: 'get pods' },
  { typed: /^lgtm /i, meant: 'approve ' },
  { typed: /^img /i, meant: 'set image ' },
  { typed: /^cluster (list|ls)$/i, meant: 'clusters' },
]

function translate(words: readonly string[]): readonly string[] {
  // Words may hold spaces (they were quoted), so only lines of plain words are translated.
  if (words.some((word) => /\s/.test(word))) return words
  const line = words.join(' ')
  const habit = habits.find(({ typed }) => typed.test(line))
  return habit ? line.replace(habit.typed, habit.meant).split(' ') : words
}

function unknown(commands: readonly Command[], words: readonly string[], slash: string): string {
  const names = commands.map(({ name }) => name)
  const [first = '', second = ''] = words
  const family = names.filter((name) => name.startsWith(`${first.toLowerCase()} `))
  if (family.length > 0) {
    const near = closest(`${first} ${second}`, family)
    const list = near ?? family.join(', ')
    return `"${first}" needs to know what: did you mean ${list}? Nothing was done.`
  }
  const near = closest(`${first} ${second}`, names) ?? closest(first, names)
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  return `I do not know "${first}".${hint} ${slash} help lists what you can do here. Nothing was done.`
}
