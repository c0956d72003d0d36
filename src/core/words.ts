import { parseDuration } from './duration.ts'
import type { Flag } from './flags.ts'
import { refusedFlags, refusedShorts } from './flags.ts'
import { grepOf } from './grep.ts'
import type { Grep } from './grep.ts'
import { leadingWords } from './leading-words.ts'
import { done, failed } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { refusal } from './refused.ts'
import { didYouMean } from './suggest.ts'
import { quote, tokenise } from './tokens.ts'
import type { Token } from './tokens.ts'

export { normalise } from './normalise.ts'

/** A line, taken apart. Flags are under their long names. */
export interface Words {
  readonly words: readonly string[]
  readonly flags: Readonly<Record<string, string | true | readonly string[]>>
  readonly grep: Grep | null
}

const longest = 3_000

/** Takes a normalised line apart. A failure is one sentence that says what to type instead. */
export function parse(line: string, flags: readonly Flag[]): Outcome<Words, string> {
  if (line.length > longest)
    return failed(`That is ${line.length} characters; ${longest} is the most. Shorten it.`)
  const control = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.exec(line)
  if (control)
    return failed(
      `There is an invisible control character (${codePoint(control[0])}). Type it again by hand.`,
    )
  const tokens = tokenise(line)
  if (!tokens.ok) return tokens
  const refused = refusal(leadingWords(tokens.value, flags))
  if (refused !== undefined) return failed(refused)
  const pipe = tokens.value.findIndex(isPipe)
  const left = pipe < 0 ? tokens.value : tokens.value.slice(0, pipe)
  const read = readWords(left, flags)
  if (!read.ok) return read
  const grep = grepOf(read.value.flags, pipe < 0 ? null : tokens.value.slice(pipe + 1))
  return grep.ok ? done({ ...read.value, ...grep.value }) : grep
}

/** The line that parses back to these words. */
export function print({ words, flags, grep }: Words): string {
  const given = Object.entries(flags).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [value].flat().map((one) => `--${name}=${quote(one)}`),
  )
  const filter = grep
    ? [`--grep=${quote(grep.pattern)}`, grep.invert && '--invert-match', grep.ignoreCase && '--ignore-case']
    : []
  return [...words.map(quote), ...given, ...filter.filter(Boolean)].join(' ')
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
}

function isPipe(token: Token): boolean {
  return token.bare && token.text === '|'
}

type Given = Record<string, string | true | readonly string[]>

function readWords(tokens: readonly Token[], table: readonly Flag[]): Outcome<Omit<Words, 'grep'>, string> {
  const words: string[] = []
  const flags: Given = {}
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (!token) continue
    const wrong = strayDash(token, tokens.length - index - 1)
    if (wrong !== undefined) return failed(wrong)
    if (token.bare && token.text === '--') continue
    if (!token.bare || !/^-./.test(token.text)) {
      words.push(token.text)
      continue
    }
    const taken = readFlag(token.text, tokens[index + 1], { table, flags })
    if (!taken.ok) return taken
    if (taken.value === 'tookNext') index += 1
  }
  return done({ words, flags })
}

/** What stands after a dash alone was meant for somebody: dropping it would run another line than the one typed. */
function strayDash({ text, bare }: Token, after: number): string | undefined {
  if (bare && text === '--' && after > 0)
    return 'No command takes words after --. Leave the -- out. Nothing was run.'
  if (bare && /^[\u2013-\u2015]+$/.test(text))
    return `A ${text} alone means nothing here. Leave it out, or write the flag right behind it. Nothing was run.`
  return undefined
}

interface Reading {
  readonly table: readonly Flag[]
  readonly flags: Given
}
type Taken = Outcome<'alone' | 'tookNext', string>

function readFlag(text: string, next: Token | undefined, reading: Reading): Taken {
  if (!text.startsWith('--')) return readShorts(text.slice(1), next, reading)
  const equals = text.indexOf('=')
  const name = equals < 0 ? text.slice(2) : text.slice(2, equals)
  const flag = reading.table.find((one) => one.name === name)
  if (!flag) return failed(unknownFlag(name, reading.table))
  return readValue(flag, equals < 0 ? undefined : text.slice(equals + 1), next, reading.flags)
}

/** `-n shop`, `-nshop`, `-n=shop`, `-pA` and `-pnshop`, as kubectl reads them. */
function readShorts(letters: string, next: Token | undefined, reading: Reading): Taken {
  const meant = reading.table.find(({ name }) => name === letters.split('=')[0])
  if (meant) return failed(`Write --${letters} with two hyphens. Nothing was run.`)
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters.charAt(index)
    const flag = reading.table.find(({ short }) => short === letter)
    if (!flag) return failed(unknownShort(letter))
    const after = letters.slice(index + 1)
    if (flag.type !== 'switch' || after.startsWith('=')) {
      return readValue(flag, after === '' ? undefined : after.replace(/^=/, ''), next, reading.flags)
    }
    const taken = readValue(flag, undefined, undefined, reading.flags)
    if (!taken.ok) return taken
  }
  return done('alone')
}

function readValue(flag: Flag, own: string | undefined, next: Token | undefined, flags: Given): Taken {
  if (flag.type === 'switch') return readSwitch(flag, own, flags)
  const value = own ?? (next && !looksLikeFlag(next, flag) ? next.text : undefined)
  if (value === undefined || value === '') return failed(`${spelled(flag)} needs a value: ${example(flag)}`)
  const wrong = invalid(flag, value)
  if (wrong !== undefined) return failed(wrong)
  const before = flags[flag.name]
  if (before !== undefined && !flag.list) return failed(twice(flag))
  flags[flag.name] = flag.list ? [...(Array.isArray(before) ? before : []), value] : value
  return done(own === undefined ? 'tookNext' : 'alone')
}

function readSwitch(flag: Flag, own: string | undefined, flags: Given): Taken {
  if (own !== undefined && own !== 'true' && own !== 'false') {
    return failed(`${spelled(flag)} is on or off and takes no value: write --${flag.name} or leave it out.`)
  }
  if (flags[flag.name] !== undefined) return failed(twice(flag))
  if (own !== 'false') flags[flag.name] = true
  return done('alone')
}

function looksLikeFlag({ text, bare }: Token, flag: Flag): boolean {
  if (flag.type === 'number' && /^-\d+$/.test(text)) return false
  return bare && (text === '|' || /^-./.test(text))
}

function invalid(flag: Flag, value: string): string | undefined {
  if (flag.type === 'number' && !/^-?\d{1,9}$/.test(value)) {
    return `${spelled(flag)} needs a whole number, not "${value}": ${example(flag)}`
  }
  if (flag.type === 'duration' && parseDuration(value) === undefined) {
    return `${spelled(flag)} needs a duration, not "${value}": ${example(flag)}`
  }
  return undefined
}

function spelled({ name, short }: Flag): string {
  return short === undefined ? `--${name}` : `--${name} (-${short})`
}

function example({ name, type, help }: Flag): string {
  const sample =
    type === 'number' ? '3' : type === 'duration' ? '10m' : name.toUpperCase().replaceAll('-', '_')
  return `--${name}=${sample} (${help.charAt(0).toLowerCase()}${help.slice(1)}).`
}

function twice(flag: Flag): string {
  return `${spelled(flag)} is given twice. Say it once, so that nobody has to guess which one counts.`
}

function unknownFlag(name: string, table: readonly Flag[]): string {
  if (Object.hasOwn(refusedFlags, name)) return `--${name} is not offered: ${refusedFlags[name]}.`
  const names = table.map((flag) => flag.name)
  return `Unknown flag --${name}.${didYouMean(name, names).replace('mean ', 'mean --')} Nothing was run.`
}

function unknownShort(letter: string): string {
  if (Object.hasOwn(refusedShorts, letter)) return `-${letter} is not offered: ${refusedShorts[letter]}.`
  return `Unknown flag -${letter}. See help for the flags of a command. Nothing was run.`
}
