import { parse } from 'yaml'
import type { Shape } from './shape.ts'

/** A word of the command line or the environment as the type that its key has. What does not fit stays text. */
export function fromWord(word: string, shape: Shape): unknown {
  switch (shape.type) {
    case 'integer':
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word
    case 'boolean':
      return word === 'true' ? true : word === 'false' ? false : word
    case 'array':
    case 'object':
      return fromYaml(word)
    case undefined:
    default:
      return word
  }
}

function fromYaml(word: string): unknown {
  try {
    const value: unknown = parse(word)
    return value
  } catch {
    // Left as it is: the schema says what should have been there, and where.
    return word
  }
}
