import { parseArgs } from 'node:util'
import { environmentName } from './environment.ts'
import type { Layer, Setting } from './layers.ts'
import { meantBy } from './meant.ts'
import { secretKeys } from './schema.ts'
import type { Shape } from './shape.ts'
import { fromWord } from './words.ts'

export interface Arguments extends Layer {
  /** `--config` */
  readonly file: string | undefined
}

/** Reads `--config file`, `--set key=value` and `--key=value`. */
export function argvLayer(argv: readonly string[], known: ReadonlyMap<string, Shape>): Arguments {
  const settings: Setting[] = []
  const problems: string[] = []
  let file: string | undefined

  const set = (key: string, word: string | undefined, flag: string): void => {
    const shape = known.get(key)
    if (shape === undefined)
      problems.push(
        `${flag}: there is no setting ${key}.${meantBy(key, ['config', 'set', 'help', ...known.keys()])}`,
      )
    else if (secretKeys.has(key))
      problems.push(
        `${flag}: not on the command line, where every process of the machine can read it. ` +
          `Set ${environmentName(key)} in the environment.`,
      )
    else if (word === undefined) problems.push(`${flag} needs a value: ${flag}=…`)
    else settings.push({ key, value: fromWord(word, shape), at: () => `command line ${flag}` })
  }

  for (const token of tokensOf(argv, known)) {
    if (token.kind === 'positional')
      problems.push(`${token.value}: is no option. Options look like --key=value`)
    if (token.kind !== 'option') continue
    const { name, rawName, value } = token
    if (name === 'config') {
      file = value
      if (value === undefined) problems.push('--config needs the name of a file')
    } else if (name === 'set') {
      const [, key = '', word] = /^([^=]*)=(.*)$/s.exec(value ?? '') ?? []
      if (word === undefined) problems.push('--set needs key=value')
      else set(key, word, `--set ${key}`)
    } else set(name, value, rawName)
  }
  return { name: 'command line', settings, problems, file }
}

/** Every known key is an option with a value; what is unknown comes through as well, to be answered. */
function tokensOf(argv: readonly string[], known: ReadonlyMap<string, Shape>) {
  const names = ['config', 'set', ...known.keys()]
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(names.map((name) => [name, { type: 'string', multiple: true }] as const)),
    strict: false,
    tokens: true,
  })
  return tokens
}
