import { done, failed } from './outcome.ts'
import type { Outcome } from './outcome.ts'

/** A piece of a line. `bare` means that it began without a quote, so it may be a flag, `--` or `|`. */
export interface Token {
  readonly text: string
  readonly bare: boolean
}

/** Splits a line as a shell would, minus everything that a shell would run. */
export function tokenise(line: string): Outcome<Token[], string> {
  const tokens: Token[] = []
  let rest = line.trimStart()
  while (rest !== '') {
    const read = nextToken(rest)
    if (!read.ok) return read
    tokens.push(read.value.token)
    rest = rest.slice(read.value.length).trimStart()
  }
  return done(tokens)
}

/** A word that reads back as itself: quoted only when it must be. */
export function quote(word: string): string {
  if (/^[\w@%+=:,./^~*?!#<>&;()[\]{}$][\w@%+=:,./^~*?!#<>&;()[\]{}$-]*$/.test(word)) return word
  return `"${word.replace(/["\\]/g, '\\$&')}"`
}

const piece = /"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\(["'\\| ])|([^\s"'|\\]+|\\)/y

function nextToken(text: string): Outcome<{ token: Token; length: number }, string> {
  if (text.startsWith('|')) return done({ token: { text: '|', bare: true }, length: 1 })
  const bare = text[0] !== '"' && text[0] !== "'"
  let word = ''
  let index = 0
  while (index < text.length && !/[\s|]/.test(text.charAt(index))) {
    piece.lastIndex = index
    const found = piece.exec(text)
    if (!found) return failed(unclosed(text.charAt(index)))
    word += found[1]?.replace(/\\(["\\])/g, '$1') ?? found[2] ?? found[3] ?? found[4] ?? ''
    index += found[0].length
  }
  return done({ token: { text: word, bare }, length: index })
}

function unclosed(mark: string): string {
  const other = mark === '"' ? '\\"' : `"don't"`
  return `A ${mark} is opened and never closed. Close it, or write ${other} to mean the character itself.`
}
