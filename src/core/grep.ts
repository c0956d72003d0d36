import { done, failed } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import type { Token } from './tokens.ts'

/** Keep lines that contain the pattern. Plain text: somebody else's regular expression can hang a process. */
export interface Grep {
  readonly pattern: string
  readonly invert: boolean
  readonly ignoreCase: boolean
}

type Given = Readonly<Record<string, string | true | readonly string[]>>
type Found = Outcome<{ flags: Given; grep: Grep | null }, string>

/** The filter, from `--grep` or from `| grep`, and the flags without it. */
export function grepOf(flags: Given, piped: readonly Token[] | null): Found {
  const { grep: pattern, 'invert-match': invert, 'ignore-case': ignoreCase, ...others } = flags
  if (piped !== null) {
    if (pattern !== undefined) return failed('There is a --grep and a | grep. Keep one of them.')
    const read = pipedGrep(piped)
    if (!read.ok) return read
    const grep = {
      pattern: read.value.pattern,
      invert: read.value.invert || invert === true,
      ignoreCase: read.value.ignoreCase || ignoreCase === true,
    }
    return done({ flags: others, grep })
  }
  if (typeof pattern === 'string') {
    return done({
      flags: others,
      grep: { pattern, invert: invert === true, ignoreCase: ignoreCase === true },
    })
  }
  if (invert === true) return failed('--invert-match needs a --grep (-g) TEXT to invert.')
  if (ignoreCase === true) return failed('--ignore-case needs a --grep (-g) TEXT to look for.')
  return done({ flags: others, grep: null })
}

function pipedGrep([name, ...args]: readonly Token[]): Outcome<Grep, string> {
  if (name?.text.toLowerCase() !== 'grep') {
    return failed(
      `Only | grep TEXT can follow a command${name ? `, not | ${name.text}` : ''}. Nothing was run.`,
    )
  }
  if (args.some(({ text, bare }) => bare && text === '|')) {
    return failed('One | grep is all there is. Use the text that narrows it most.')
  }
  let index = 0
  let letters = ''
  for (; isOption(args[index]); index += 1) letters += args[index]?.text.slice(1) ?? ''
  const other = /[^vi]/.exec(letters)
  if (other)
    return failed(`grep takes -v and -i here, not -${other[0]}: it looks for plain text, not for a pattern.`)
  const [pattern, ...more] = args.slice(index)
  if (!pattern || pattern.text === '') return failed('grep needs a text to look for: | grep -i error')
  if (more.length > 0)
    return failed(`Put the text in quotes: | grep "${[pattern, ...more].map(({ text }) => text).join(' ')}"`)
  return done({ pattern: pattern.text, invert: letters.includes('v'), ignoreCase: letters.includes('i') })
}

function isOption(token: Token | undefined): boolean {
  return token !== undefined && token.bare && /^-./.test(token.text)
}
