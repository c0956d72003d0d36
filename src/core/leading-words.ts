import type { Flag } from './flags.ts'
import type { Token } from './tokens.ts'

/** The words of a line as far as they can be told from flags and their values, known or not: enough to know the verb. */
export function leadingWords(tokens: readonly Token[], table: readonly Flag[]): readonly string[] {
  const words: string[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (!token || (token.bare && (token.text === '--' || token.text === '|'))) break
    if (!token.bare || !/^-./.test(token.text)) words.push(token.text)
    else if (takesNext(token.text, table)) index += 1
  }
  return words
}

function takesNext(text: string, table: readonly Flag[]): boolean {
  if (text.includes('=')) return false
  if (text.startsWith('--'))
    return table.some(({ name, type }) => name === text.slice(2) && type !== 'switch')
  // Of bundled letters the first that takes a value takes the letters behind it, or the next word.
  const letters = text.slice(1).split('')
  const first = letters.findIndex((letter) =>
    table.some(({ short, type }) => short === letter && type !== 'switch'),
  )
  return first >= 0 && first === letters.length - 1
}
